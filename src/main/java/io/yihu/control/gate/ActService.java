package io.yihu.control.gate;

import io.yihu.indicator.SubjectStanding;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Steps that are done in other systems of the authority: asked here first, refused where a control says so, kept where they pass. */
@Service
@RequiredArgsConstructor
public class ActService {
    static final String PERFORM = "control.act.perform";
    /** Kinds in the order of the form. */
    public static final List<String> KINDS = List.of(
            "QUOTA_INCREASE",
            "REFUND_APPROVAL",
            "VOUCHER_RELEASE",
            "DEREGISTRATION",
            "PENALTY",
            "AUDIT_DROP",
            "SAMPLE_REPLACE",
            "DATA_CORRECTION");

    private final List<SubjectStanding> standings;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * Keeps an act of the actor upon a taxpayer of the own area; the controls have been asked before.
     *
     * @param base tax concerned of a penalty, number of invoices of a quota
     * @param ground code of {@code control.discretion} for a penalty
     * @param reference number in the other system: voucher, plan, ticket
     */
    @Traced(PERFORM)
    public long perform(
            String kind,
            long subjectId,
            BigDecimal amount,
            BigDecimal base,
            String ground,
            String reference,
            String note) {
        if (!KINDS.contains(kind)) {
            throw Refusal.invalid("control.refused.kind");
        }
        Actor actor = CurrentActor.get();
        jdbc.sql(
                        "select 1 from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id where s.id = ? and o.path like ?")
                .params(subjectId, actor.scope())
                .query(Integer.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        String level = standings.stream()
                .flatMap(each -> each.of(subjectId).stream())
                .map(standing -> standing.hard() ? "HIGH" : standing.level())
                .findFirst()
                .orElse("NONE");
        Trail.object("act", kind);
        Trail.subject(subjectId);
        Trail.note("actKind", kind);
        Trail.note("reference", reference);
        Trail.note("amount", amount);
        return jdbc.sql("""
                        insert into control.act (subject_id, kind, at, officer_id, office_id, actor, reference, amount, base, ground, note, subject_level)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
                .params(
                        subjectId,
                        kind,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        actor.officerId(),
                        actor.officeId(),
                        actor.login(),
                        blank(reference),
                        amount,
                        base,
                        blank(ground),
                        blank(note),
                        level)
                .query(Long.class)
                .single();
    }

    private static String blank(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
