package io.yihu.task.region;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Packages between grids, seen alike by both sides: by their offices, by members of their grids and by their officers. */
@Component
@RequiredArgsConstructor
public class RegionQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * A package.
     *
     * @param late an answer or an acknowledgement is due and did not come
     */
    public record Row(
            long id,
            String state,
            boolean late,
            long issuerSubjectId,
            String issuerName,
            long sourceTaskId,
            Long issuerGridId,
            String issuerGrid,
            long issuerOfficeId,
            String issuerOffice,
            Long issuerOfficerId,
            String issuerOfficer,
            long recipientGridId,
            String recipientGrid,
            long recipientOfficeId,
            String recipientOffice,
            Long taskId,
            Long recipientOfficerId,
            String recipientOfficer,
            int vouchers,
            int answered,
            BigDecimal amount,
            BigDecimal tax,
            Instant pushedAt,
            Instant dueAt,
            Instant receivedAt,
            Instant feedbackAt,
            String feedbackText,
            Instant ackDueAt,
            Instant issuerAckAt,
            String issuerAckBy,
            Instant recipientAckAt,
            String recipientAckBy,
            Instant closedAt) {}

    /** One voucher of a package with the recipient's answer. */
    public record Voucher(
            long subjectId,
            String buyerName,
            int line,
            String kind,
            String code,
            String number,
            Instant issueTime,
            BigDecimal amount,
            BigDecimal tax,
            String answer,
            String note,
            String answeredBy) {}

    /** How many of the actor's packages stand where. */
    public record Counts(long open, long toReceive, long toAnswer, long toAcknowledge, long late, long closed) {}

    private static final String ROW = """
            select c.id, c.state, (c.feedback_at is null and c.due_at < :now::timestamptz
                or c.feedback_at is not null and c.closed_at is null and c.ack_due_at < :now::timestamptz) as late,
              c.issuer_subject_id, s.name as issuer_name, c.source_task_id, c.issuer_grid_id, ig.name as issuer_grid, c.issuer_office_id,
              coalesce(io.short_name, io.name) as issuer_office, c.issuer_officer_id, fo.name as issuer_officer, c.recipient_grid_id,
              rg.name as recipient_grid, c.recipient_office_id, coalesce(ro.short_name, ro.name) as recipient_office, c.task_id,
              t.officer_id as recipient_officer_id, ft.name as recipient_officer, c.vouchers,
              (select count(*) from task.region_voucher v where v.check_id = c.id and v.answer is not null)::int as answered, c.amount, c.tax,
              c.pushed_at, c.due_at, c.received_at, c.feedback_at, c.feedback_text, c.ack_due_at, c.issuer_ack_at, ai.name as issuer_ack_by,
              c.recipient_ack_at, ar.name as recipient_ack_by, c.closed_at
            from task.region_check c
            join taxpayer.v_subject s on s.id = c.issuer_subject_id
            left join grid.v_grid ig on ig.id = c.issuer_grid_id
            join grid.v_grid rg on rg.id = c.recipient_grid_id
            join organization.v_office io on io.id = c.issuer_office_id
            join organization.v_office ro on ro.id = c.recipient_office_id
            left join task.task t on t.id = c.task_id
            left join organization.v_officer fo on fo.id = c.issuer_officer_id
            left join organization.v_officer ft on ft.id = t.officer_id
            left join organization.v_officer ai on ai.id = c.issuer_ack_by
            left join organization.v_officer ar on ar.id = c.recipient_ack_by
            where (:wide and (io.path like :scope or ro.path like :scope) or c.issuer_officer_id = :me or t.officer_id = :me
              or exists (select from grid.v_grid_member m where m.officer_id = :me and m.valid_to is null
                and m.grid_id in (c.issuer_grid_id, c.recipient_grid_id))) """;

    /** @param tab open, mine or closed */
    public List<Row> list(String tab, int limit) {
        String condition = switch (tab) {
            case "closed" -> "c.closed_at is not null order by c.closed_at desc";
            case "mine" ->
                "c.closed_at is null and (t.officer_id = :me and c.state in ('PUSHED', 'RECIPIENT_RECEIVED', 'ISSUER_ACK')"
                        + " or c.issuer_officer_id = :me and c.state = 'FEEDBACK') order by c.due_at";
            default -> "c.closed_at is null order by late desc, c.due_at";
        };
        return ask(" and " + condition + ", c.id limit " + limit).list();
    }

    public Optional<Row> row(long id) {
        return ask(" and c.id = " + id).optional();
    }

    /** Packages that came out of a task, or that a task answers. */
    List<Row> ofTask(long taskId) {
        return ask(" and (c.source_task_id = " + taskId + " or c.task_id = " + taskId + ") order by c.id limit 200")
                .list();
    }

    public Counts counts() {
        return jdbc.sql("select count(*) filter (where x.closed_at is null) as open,"
                        + " count(*) filter (where x.state = 'PUSHED') as to_receive,"
                        + " count(*) filter (where x.state = 'RECIPIENT_RECEIVED') as to_answer,"
                        + " count(*) filter (where x.state in ('FEEDBACK', 'ISSUER_ACK')) as to_acknowledge,"
                        + " count(*) filter (where x.late) as late, count(*) filter (where x.closed_at is not null) as closed from ("
                        + ROW + ") x")
                .params(parameters())
                .query(Counts.class)
                .single();
    }

    public List<Voucher> vouchers(long id) {
        return jdbc.sql("""
                        select v.subject_id, s.name as buyer_name, v.line, v.kind, v.code, v.number, v.issue_time, v.amount, v.tax, v.answer,
                          v.note, f.name as answered_by
                        from task.region_voucher v join taxpayer.v_subject s on s.id = v.subject_id
                        left join organization.v_officer f on f.id = v.answered_by
                        where v.check_id = ? order by v.line limit 500""").param(id).query(Voucher.class).list();
    }

    private JdbcClient.MappedQuerySpec<Row> ask(String rest) {
        return jdbc.sql(ROW + rest).params(parameters()).query(Row.class);
    }

    private java.util.Map<String, Object> parameters() {
        Actor actor = CurrentActor.get();
        boolean wide = actor.has(io.yihu.platform.Roles.SUPERVISOR) || actor.has(io.yihu.platform.Roles.GRID_ADMIN);
        return java.util.Map.of(
                "now",
                clock.instant().toString(),
                "wide",
                wide,
                "scope",
                actor.scope(),
                "me",
                actor.officerId() == null ? -1L : actor.officerId());
    }
}
