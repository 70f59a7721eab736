package io.yihu.dossier;

import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Findings, matters, quotas, returns and the newest invoices of one taxpayer. */
@Component
@RequiredArgsConstructor
public class PaperQueries {
    private final JdbcClient jdbc;

    /** A judgement that became a finding. */
    public record Finding(
            long id,
            LocalDate period,
            double score,
            String level,
            boolean hard,
            String modelCode,
            int modelVersion,
            Instant createdAt) {}

    /** A matter with the person who handles it. */
    public record Matter(
            long id,
            String typeCode,
            String source,
            String level,
            String title,
            String state,
            Instant createdAt,
            Instant dueAt,
            Instant closedAt,
            String conclusion,
            Long taskId,
            String taskState,
            Long officerId,
            String officerName) {}

    /** What a taxpayer may issue. */
    public record Quota(
            String kind,
            BigDecimal perInvoiceLimit,
            Long monthlyCount,
            BigDecimal monthlyAmount,
            String reason,
            String approver,
            Instant approvedAt,
            Long batchId,
            Long lineNo) {}

    /** One monthly VAT return. */
    public record VatReturn(
            LocalDate period,
            Instant filedAt,
            LocalDate dueDate,
            BigDecimal salesGeneral,
            BigDecimal r11,
            BigDecimal r12,
            BigDecimal r20,
            BigDecimal r24,
            BigDecimal r34,
            Long batchId,
            Long lineNo) {}

    /** One invoice as the taxpayer's side has it. */
    public record Invoice(
            String side,
            String kind,
            String code,
            String number,
            Instant issueTime,
            String counterName,
            BigDecimal amount,
            BigDecimal tax,
            String status,
            boolean blue,
            Long batchId,
            Long lineNo) {}

    /** @param asOf day whose evening is shown; what came later does not exist yet */
    public List<Finding> findings(long subjectId, LocalDate asOf) {
        return jdbc.sql("""
                        select id, period, score, level, hard, model_code, model_version, created_at
                        from risk.v_finding where subject_id = ? and created_at < ? order by id desc limit 60""").params(subjectId, end(asOf)).query(Finding.class).list();
    }

    /** Open ones first by deadline, then the newest closed. */
    public List<Matter> matters(long subjectId, LocalDate asOf) {
        return jdbc.sql("""
                        select m.id, m.type_code, m.source, m.level, m.title, case when m.closed_at >= :end then 'OPEN' else m.state end as state,
                          m.created_at, m.due_at, case when m.closed_at < :end then m.closed_at end as closed_at,
                          case when m.closed_at < :end then m.conclusion end as conclusion,
                          t.id as task_id, t.state as task_state, t.officer_id, o.name as officer_name
                        from task.v_matter m
                        left join lateral (
                          select x.id, x.state, x.officer_id from task.v_task x
                          where x.subject_id = m.subject_id and x.matter_id = m.id order by x.id desc limit 1) t on true
                        left join organization.v_officer o on o.id = t.officer_id
                        where m.subject_id = :id and m.created_at < :end
                        order by (coalesce(m.closed_at, :end) >= :end) desc, case when coalesce(m.closed_at, :end) >= :end then m.due_at end, m.id desc
                        limit 100""")
                .param("id", subjectId)
                .param("end", end(asOf))
                .query(Matter.class)
                .list();
    }

    public List<Quota> quotas(long subjectId, LocalDate asOf) {
        return jdbc.sql("""
                        select kind, per_invoice_limit, monthly_count, monthly_amount, reason, approver, approved_at, batch_id, line_no
                        from invoice.v_invoice_quota where subject_id = ? and approved_at < ? order by approved_at desc, kind limit 60""").params(subjectId, end(asOf)).query(Quota.class).list();
    }

    public List<VatReturn> returns(long subjectId, LocalDate asOf) {
        return jdbc.sql("""
                        select period, filed_at, due_date, sales_general, r11, r12, r20, r24, r34, batch_id, line_no
                        from invoice.v_vat_return where subject_id = ? and period <= ? and coalesce(filed_at < ?, true) order by period desc limit 36""")
                .params(subjectId, asOf, end(asOf))
                .query(VatReturn.class)
                .list();
    }

    /** The newest invoices of the newest month with facts. */
    public List<Invoice> newestInvoices(long subjectId, LocalDate asOf, int limit) {
        return jdbc.sql("""
                        select side, kind, code, number, issue_time, counter_name, amount, tax, status, blue, batch_id, line_no
                        from invoice.v_invoice
                        where party_id in (select id from taxpayer.v_party where subject_id = :id)
                          and month = (select max(month) from invoice.v_fact_subject_month where subject_id = :id and month <= :day and (out_cnt > 0 or in_cnt > 0))
                          and issue_time < :end
                        order by issue_time desc, digest limit :limit""")
                .param("id", subjectId)
                .param("day", asOf)
                .param("end", end(asOf))
                .param("limit", limit)
                .query(Invoice.class)
                .list();
    }

    private static OffsetDateTime end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(YihuClock.CHINA).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
