package io.yihu.risk.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Every column of the rule quality page against a count in Java over the same findings, matters and feedback, by period and by office. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QualityIT {
    private static final List<String> CODES = List.of("RI-B12", "RI-B05", "RI-A01", "RI-C01", "规则·迁址后突增");
    private static final List<String> YES = List.of("CONFIRMED", "PARTIAL", "TRANSFERRED", "UNVERIFIABLE");
    private static final List<LocalDate> PERIODS =
            List.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 4, 1));
    private static final int FIRMS = 60;

    @Autowired
    StagedFeeds staging;

    @Autowired
    QualityService quality;

    @Autowired
    JdbcClient jdbc;

    private final Random random = new Random(20261123);
    private final List<Found> found = new ArrayList<>();
    private final List<Seen> judged = new ArrayList<>();

    /** A finding that counts, with what became of it; minutes are zero while its matter is open. */
    private record Found(
            long subject,
            boolean east,
            LocalDate period,
            List<String> codes,
            String conclusion,
            double yield,
            int minutes) {}

    private record Seen(boolean east, LocalDate period) {}

    /** What the page should say about one code. */
    private static final class Expected {
        long hits;
        final Set<Long> subjects = new HashSet<>();
        long repeated;
        long closed;
        long cleared;
        double yield;
        double minutes;
    }

    @BeforeAll
    void threePeriodsOfFindings() {
        World world = new World();
        for (int i = 0; i < FIRMS; i++) {
            world.firm("Q" + i, "office_code=" + (i % 3 == 0 ? "13100000000" : "13300000000"));
        }
        world.load(staging);
        List<Long> firms = jdbc.sql("select id from taxpayer.v_subject where tax_id like 'Q%' order by tax_id")
                .query(Long.class)
                .list();
        Set<Long> east = new HashSet<>(jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id where o.code = '13100000000'""").query(Long.class).list());
        for (LocalDate period : PERIODS) {
            long stale = run(period);
            firms.forEach(firm -> finding(stale, firm, period, List.of("RI-B12"), false));
            long newest = run(period);
            for (long firm : firms) {
                judged.add(new Seen(east.contains(firm), period));
                jdbc.sql("""
                                insert into risk.judgement (subject_id, period, run_id, score, raw, computed, level, hard)
                                values (?, ?, ?, 50, 14, 'MEDIUM', 'MEDIUM', false)""").params(firm, period, newest).update();
                if (random.nextInt(10) < 6) {
                    hit(newest, firm, east.contains(firm), period);
                }
            }
        }
    }

    @Test
    void everyFigureOfEveryPeriodAndOffice() {
        String eastPath = jdbc.sql("select path from organization.v_office where code = '13100000000'")
                .query(String.class)
                .single();
        for (String scope : List.of("/", eastPath)) {
            List<LocalDate> asked = new ArrayList<>(PERIODS);
            asked.add(null);
            for (LocalDate period : asked) {
                Map<String, Expected> expected = expected(scope.equals(eastPath), period);
                List<QualityService.Row> rows = as(scope, period);
                assertThat(rows)
                        .extracting(QualityService.Row::code)
                        .containsExactlyInAnyOrderElementsOf(expected.keySet());
                long everybody = judged.stream()
                        .filter(j -> (scope.equals("/") || j.east())
                                && (period == null || j.period().equals(period)))
                        .count();
                rows.forEach(row -> same(row, expected.get(row.code()), everybody, scope + " " + period));
            }
        }
    }

    private void same(QualityService.Row row, Expected e, long everybody, String where) {
        String what = where + " " + row.code();
        assertThat(row.hits()).as(what + " hits").isEqualTo(e.hits);
        assertThat(row.share()).as(what + " share").isCloseTo((double) e.hits / everybody, within(1e-12));
        assertThat(row.subjects()).as(what + " subjects").isEqualTo(e.subjects.size());
        assertThat(row.repeatRate()).as(what + " repeated").isCloseTo((double) e.repeated / e.hits, within(1e-12));
        assertThat(row.closed()).as(what + " closed").isEqualTo(e.closed);
        assertThat(row.cleared()).as(what + " cleared").isEqualTo(e.cleared);
        assertThat(row.yield().doubleValue()).as(what + " yield").isCloseTo(e.yield, within(1e-6));
        if (e.closed == 0) {
            assertThat(row.falseShare()).as(what).isNull();
        } else {
            assertThat(row.falseShare()).as(what).isCloseTo((double) e.cleared / e.closed, within(1e-12));
        }
        if (e.minutes == 0) {
            assertThat(row.yieldPerDay()).as(what).isNull();
        } else {
            assertThat(row.yieldPerDay()).as(what).isCloseTo(e.yield / (e.minutes / 420), within(1e-6));
        }
    }

    private Map<String, Expected> expected(boolean eastOnly, LocalDate period) {
        Map<String, Expected> all = new TreeMap<>();
        for (Found f : found) {
            if ((eastOnly && !f.east()) || (period != null && !f.period().equals(period))) {
                continue;
            }
            int at = PERIODS.indexOf(f.period());
            for (String code : f.codes()) {
                Expected e = all.computeIfAbsent(code, c -> new Expected());
                e.hits++;
                e.subjects.add(f.subject());
                e.repeated += at > 0
                                && found.stream()
                                        .anyMatch(b -> b.subject() == f.subject()
                                                && b.period().equals(PERIODS.get(at - 1))
                                                && b.codes().contains(code))
                        ? 1
                        : 0;
                if (f.conclusion() != null) {
                    e.closed++;
                    e.cleared += f.conclusion().equals("EXCLUDED") ? 1 : 0;
                    e.yield += f.yield();
                    e.minutes += f.minutes();
                }
            }
        }
        return all;
    }

    private void hit(long run, long firm, boolean east, LocalDate period) {
        List<String> codes =
                CODES.stream().filter(code -> random.nextInt(5) < 2).toList();
        boolean parked = random.nextInt(20) == 0;
        long id = finding(run, firm, period, codes, parked);
        String conclusion = null;
        double yield = 0;
        int minutes = 0;
        int fate = random.nextInt(3);
        if (fate > 0) {
            boolean closed = fate == 2;
            String says = random.nextInt(3) == 0 ? "EXCLUDED" : YES.get(random.nextInt(YES.size()));
            jdbc.sql("""
                            insert into task.matter (id, subject_id, type_code, source, source_ref, level, title, state, work_order_id, created_at, due_at, closed_at, conclusion)
                            values (?, ?, 'ASSESSMENT', 'RISK', ?, 'MEDIUM', '核', ?, ?, now(), now(), now(), ?)""")
                    .params(id, firm, "" + id, closed ? "CLOSED" : "OPEN", id, closed ? says : null)
                    .update();
            int tasks = 1 + random.nextInt(2);
            for (int t = 0; t < tasks; t++) {
                int mine = 60 + random.nextInt(600);
                jdbc.sql("""
                                insert into task.task (id, matter_id, work_order_id, subject_id, matter_type, source, level, duty_code, state, priority, standard_minutes, created_at, due_at)
                                values (?, ?, ?, ?, 'ASSESSMENT', 'RISK', 'MEDIUM', 'x', 'CLOSED', 1, ?, now(), now())""").params(id * 2 + t, id, id, firm, mine).update();
                yield += feedback(id * 2 + t, firm);
                minutes += mine;
            }
            conclusion = closed ? says : null;
        }
        if (!parked) {
            found.add(new Found(firm, east, period, codes, conclusion, yield, minutes));
        }
    }

    /** What counts of one feedback: approved, and money that came in. */
    private double feedback(long task, long firm) {
        boolean approved = random.nextInt(4) > 0;
        int tax = random.nextInt(90_000);
        int fine = random.nextInt(5_000);
        jdbc.sql("""
                        insert into task.feedback (task_id, subject_id, category, text, facts, created_at, verdict)
                        values (?, ?, 'CONFIRMED', '查实', cast(? as jsonb), now(), ?)""")
                .params(
                        task,
                        firm,
                        "{\"TAX_PAID\": \"" + tax + ".25\", \"FINE\": \"" + fine + "\", \"LOSS_REDUCED\": \"777\"}",
                        approved ? "APPROVED" : "RETURNED")
                .update();
        return approved ? tax + 0.25 + fine : 0;
    }

    private long finding(long run, long firm, LocalDate period, List<String> codes, boolean parked) {
        Map<String, Object> row = new HashMap<>();
        row.put("subject", firm);
        row.put("run", run);
        row.put("period", period);
        row.put("codes", codes.toArray(String[]::new));
        row.put("parked", parked);
        return jdbc.sql("""
                        insert into risk.finding (subject_id, run_id, period, as_of, model_version_id, score, raw, level, computed, hard, hit_codes,
                          hit_values, hit_severities, hit_shares, hard_codes, created_at, parked)
                        values (:subject, :run, :period, :period, 1, 50, 14, 'MEDIUM', 'MEDIUM', false, :codes, '{}', '{}', '{}', '{}', now(), :parked)
                        returning id""").params(row).query(Long.class).single();
    }

    private long run(LocalDate period) {
        return jdbc.sql("""
                        insert into indicator.run (as_of, period, state, started_by, created_at) values (?, ?, 'DONE', 't', now()) returning id""")
                .params(period.plusMonths(1), period)
                .query(Long.class)
                .single();
    }

    private List<QualityService.Row> as(String scope, LocalDate period) {
        Actor actor = new Actor(null, "chen", "陈", null, null, "局", scope, Set.of(Roles.SUPERVISOR));
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                actor, null, AuthorityUtils.createAuthorityList("ROLE_" + Roles.SUPERVISOR))));
        try {
            return CurrentActor.as(actor, () -> quality.rows(period));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
