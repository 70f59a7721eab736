package io.yihu.dossier;

import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The five nodes an invoice passes through: information report, quota, issue, receipt, deduction, each with the indicators of its stage. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class NodeQueries {
    private static final int MONTHS = 12;
    private final JdbcClient jdbc;

    /**
     * One node over the last twelve months (reports and quotas: ever).
     *
     * @param type event type that shows it on the time axis
     * @param stage PRE, MID or POST: when its indicators can run
     * @param known indicators of the stage that have a value for this taxpayer
     * @param checkedMonth newest month whose passing of the node led to a run of these indicators; null where none did
     * @param origin LIVE within seconds of the batch, RUN in the nightly run
     * @param hits indicators that were hit then
     */
    public record Node(
            String type,
            String stage,
            LocalDate last,
            long count,
            BigDecimal amount,
            long known,
            long defined,
            LocalDate checkedMonth,
            String origin,
            Instant checkedAt,
            List<String> hits) {
        /** Somebody passed the node and its indicators have not run yet. */
        public boolean waiting() {
            return checkedMonth != null && checkedAt == null;
        }
    }

    public List<Node> nodes(long subjectId, LocalDate day) {
        LocalDate until = AsOfQueries.lastWholeMonth(day);
        return jdbc.sql("""
                        with month as (
                          select * from invoice.v_fact_subject_month where subject_id = :id and month between :first and :until),
                        node as (
                          select 1 as place, 'REG_REPORT' as type, 'PRE' as stage, (max(at) at time zone 'Asia/Shanghai')::date as last, count(*) as count,
                            null::numeric as amount
                          from taxpayer.v_tax_event where subject_id = :id and type = 'REG_REPORT' and at < :end
                          union all
                          select 2, 'QUOTA_APPROVED', 'PRE', (max(approved_at) at time zone 'Asia/Shanghai')::date, count(*), null
                          from invoice.v_invoice_quota where subject_id = :id and approved_at < :end
                          union all
                          select 3, 'ISSUE_MONTHLY', 'MID', max(month) filter (where out_cnt > 0), coalesce(sum(out_cnt), 0)::bigint, sum(out_amt) from month
                          union all
                          select 4, 'RECEIVE_MONTHLY', 'POST', max(month) filter (where in_cnt > 0), coalesce(sum(in_cnt), 0)::bigint, sum(in_amt) from month
                          union all
                          select 5, 'DEDUCT', 'POST', max(month) filter (where in_tax_claim > 0), count(*) filter (where in_tax_claim > 0), sum(in_tax_claim)
                          from month),
                        newest as (
                          select "values" as v from indicator.v_vector where subject_id = :id and period <= :until order by period desc, run_id desc limit 1),
                        stage as (
                          select i.stage, count(*) as defined, count(n.v[i.position]) as known
                          from indicator.v_indicator i left join newest n on true group by i.stage)
                        select n.type, n.stage, n.last, n.count, n.amount, coalesce(s.known, 0) as known, coalesce(s.defined, 0) as defined,
                          c.month as checked_month, c.origin, c.checked_at, c.hit_codes
                        from node n left join stage s on s.stage = n.stage
                        left join lateral (select * from risk.v_node_check k where k.subject_id = :id and k.node = n.type and k.month <= :day
                          order by k.month desc limit 1) c on true
                        order by n.place""")
                .param("day", day)
                .param("id", subjectId)
                .param("first", until.minusMonths(MONTHS - 1))
                .param("until", until)
                .param(
                        "end",
                        day.plusDays(1)
                                .atStartOfDay(YihuClock.CHINA)
                                .toOffsetDateTime()
                                .withOffsetSameInstant(ZoneOffset.UTC))
                .query(NodeQueries::node)
                .list();
    }

    private static Node node(ResultSet row, int number) throws SQLException {
        Array hits = row.getArray("hit_codes");
        OffsetDateTime checked = row.getObject("checked_at", OffsetDateTime.class);
        return new Node(
                row.getString("type"),
                row.getString("stage"),
                row.getObject("last", LocalDate.class),
                row.getLong("count"),
                row.getBigDecimal("amount"),
                row.getLong("known"),
                row.getLong("defined"),
                row.getObject("checked_month", LocalDate.class),
                row.getString("origin"),
                checked == null ? null : checked.toInstant(),
                hits == null ? List.of() : List.of((String[]) hits.getArray()));
    }
}
