package io.yihu.demo;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.risk.LiveChecks;
import io.yihu.risk.ModelChanges;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

/** 陈 changes the model: one change agreed by 何 before the newest run, one waiting for review; and a morning of live checks. */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoModels {
    private static final LocalDate CHANGED = LocalDate.of(2026, 4, 22);
    private static final LocalDate ASKED = LocalDate.of(2026, 5, 6);
    private static final String AUTHOR = "chen";
    private static final String REVIEWER = "he";

    private final JdbcClient jdbc;
    private final ModelChanges changes;
    private final LiveChecks checks;
    private final DemoHandling handling;
    private final DemoClock clock;

    /** Month-end issuing cleared too often: a little tighter. */
    void change() {
        if (versions() == 1) {
            tried(this::agreedChange);
        }
    }

    /** A second change waits; and production systems have asked this morning. */
    void review() {
        if (versions() == 2) {
            tried(this::waitingChange);
            ask();
        }
    }

    /** A model that flags too many is refused here as anywhere; the rest of the demo goes on. */
    private static void tried(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            log.warn("The demo's change of the model was refused: {}", refusal.getMessage());
        }
    }

    private void agreedChange() {
        long id = clock.at(
                CHANGED,
                LocalTime.of(15, 10),
                () -> as(
                        AUTHOR,
                        () -> changes.propose(
                                "RI-B13", 0.65, null, null, "月末集中开票排除较多，警戒值适当收紧", LocalDate.of(2026, 4, 25))));
        clock.at(
                CHANGED.plusDays(1),
                LocalTime.of(9, 30),
                () -> as(REVIEWER, () -> {
                    changes.approve(id, "试算影响户数可接受，同意。");
                    return id;
                }));
    }

    private void waitingChange() {
        clock.at(
                ASKED,
                LocalTime.of(9, 20),
                () -> as(AUTHOR, () -> changes.propose("RI-B19", null, 0.85, 6.0, "新购方占比与虚开相关度高，提高权重", null)));
    }

    private void ask() {
        List<String> asked = jdbc.sql("""
                        (select s.tax_id from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                         where l.level = 'HIGH' order by l.score desc, s.tax_id limit 4)
                        union all
                        (select s.tax_id from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                         where l.level = 'MEDIUM' order by l.score desc, s.tax_id limit 4)
                        union all
                        (select s.tax_id from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                         where l.level = 'NONE' order by s.tax_id limit 6)""").query(String.class).list();
        int minute = 0;
        for (String taxId : asked) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("taxId", taxId);
            body.put("event", minute % 3 == 2 ? "LOGIN" : "INVOICE");
            if (minute % 3 != 2) {
                body.put("amount", 9_800.0 + 1_000 * minute);
            }
            clock.at(ASKED, LocalTime.of(9, 30).plusMinutes(minute++), () -> as(AUTHOR, () -> checks.ask("MID", body)));
        }
    }

    private int versions() {
        return jdbc.sql("select max(model_version) from risk.v_model_version")
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Model services ask the security context who it is. */
    private <T> T as(String login, Supplier<T> work) {
        Actor actor = handling.actor(login);
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                actor,
                null,
                AuthorityUtils.createAuthorityList(
                        actor.roles().stream().map(role -> "ROLE_" + role).toList()))));
        try {
            return CurrentActor.as(actor, work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
