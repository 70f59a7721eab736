package io.yihu.dossier;

import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What sources beside the invoices say of a taxpayer, and how old each source is. */
@Component
@RequiredArgsConstructor
public class SourceQueries {
    private static final int ROWS = 24;
    /** Feeds whose rows speak of whole months. */
    private static final String[] MONTHLY = {
        "withholdings",
        "person_incomes",
        "utility_usage",
        "ecommerce_sales",
        "financial_statements",
        "social_insurance",
        "arrears",
        "export_refunds"
    };

    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * One source on the file.
     *
     * @param until newest month the source was loaded for this taxpayer, null when it never was: then no row does not mean none
     * @param rows column names and values; the last two are the lineage
     */
    public record Source(
            String feed, LocalDate until, String provider, String verification, List<Map<String, Object>> rows) {
        public List<String> columns() {
            return rows.isEmpty()
                    ? List.of()
                    : rows.get(0).keySet().stream()
                            .filter(name -> !name.equals("batch_id") && !name.equals("line_no"))
                            .toList();
        }

        /** The message that says a code or a yes, null for what speaks for itself. */
        public String word(Map<String, Object> row, String column) {
            Object value = row.get(column);
            if (value instanceof Boolean yes) {
                return yes ? "dossier.yes" : "dossier.no";
            }
            return value != null && (column.equals("direction") || column.equals("counter_kind"))
                    ? "dossier.value." + value
                    : null;
        }

        /** A value as a table shows it. */
        public String cell(Map<String, Object> row, String column) {
            Object value = row.get(column);
            if (value == null || value.toString().isEmpty()) {
                return "—";
            }
            return column.equals("month")
                    ? value.toString().substring(0, 7)
                    : value instanceof BigDecimal amount ? String.format("%,.2f", amount) : value.toString();
        }

        /** Numbers stand right. */
        public boolean number(String column) {
            return rows.stream()
                    .map(row -> row.get(column))
                    .anyMatch(value -> value instanceof BigDecimal || value instanceof Long);
        }
    }

    /** Feed to the statement that reads it; parameters id, day and limit. */
    public Map<String, String> statements() {
        return SourceSql.all();
    }

    private record Loaded(String source, LocalDate until, String provider, String verification) {}

    /** Sources with rows first, in the order of the register of sources; nothing that speaks of later days. */
    public List<Source> of(long subjectId, LocalDate day) {
        Map<String, Loaded> loaded =
                jdbc.sql("""
                        select k.feed as source, l.until, b.provider, b.verification
                        from taxpayer.v_source_kind k
                        left join lateral (select max(period) as until from taxpayer.v_source_loaded
                          where subject_id = :id and source = k.feed and period <= :day) l on true
                        left join lateral (select provider, verification from taxpayer.v_source_batch
                          where feed = k.feed order by batch_id desc limit 1) b on true""").param("id", subjectId).param("day", day).query(Loaded.class).list().stream()
                        .collect(Collectors.toMap(Loaded::source, Function.identity()));
        List<Source> sources = new ArrayList<>();
        SourceSql.all().forEach((feed, sql) -> {
            Loaded known = loaded.getOrDefault(feed, new Loaded(feed, null, null, null));
            sources.add(new Source(
                    feed,
                    known.until(),
                    known.provider(),
                    known.verification(),
                    jdbc.sql(sql)
                            .param("id", subjectId)
                            .param("day", day)
                            .param("limit", ROWS)
                            .query()
                            .listOfRows()));
        });
        sources.sort((one, other) ->
                Boolean.compare(one.rows().isEmpty(), other.rows().isEmpty()));
        return sources;
    }

    /**
     * Age of one source.
     *
     * @param lag days since the newest day it speaks of, null when nothing was loaded
     * @param target days that are allowed
     */
    public record Lag(
            String feed,
            boolean thirdParty,
            String provider,
            LocalDate lastDay,
            Long lag,
            int target,
            boolean late,
            Instant lastLoad,
            Long batchId,
            long disputed) {}

    /** Lag of every source against its target (AGG-14). */
    public List<Lag> lags() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        return jdbc.sql("""
                        with own as (
                          select 'registrations' as feed, max(register_date) as last_day from taxpayer.v_subject where register_date <= :today
                          union all select 'registration_changes', max(change_date) from taxpayer.v_change where change_date <= :today
                          union all select 'person_roles', max(valid_from) from taxpayer.v_person_role where valid_from <= :today
                          union all select 'invoices', max(last_date) from invoice.v_counterparty_month
                            where month = (select month from invoice.v_fact_subject_month where month <= :today and (out_cnt > 0 or in_cnt > 0)
                              order by month desc limit 1)
                          union all select 'invoice_quotas', (max(approved_at) at time zone 'Asia/Shanghai')::date from invoice.v_invoice_quota
                          union all (select 'invoice_usages', least((month + interval '1 month - 1 day')::date, :today) from invoice.v_fact_subject_month
                            where in_tax_claim > 0 order by month desc limit 1)
                          union all (select 'vat_returns', (month + interval '1 month - 1 day')::date from invoice.v_fact_subject_month
                            where filed_at is not null order by month desc limit 1)
                          union all select b.feed, case when b.feed = any(:monthly)
                              then least((date_trunc('month', max(b.last_day)::timestamp) + interval '1 month - 1 day')::date, :today)
                              else max(b.last_day) end
                            from taxpayer.v_source_batch b group by b.feed),
                        loads as (
                          select distinct on (feed) feed, finished_at, id from exchange.v_batch
                          where state in ('DONE', 'DONE_WITH_REJECTS') order by feed, id desc)
                        select k.feed, k.third_party, a.provider, d.last_day, (:today - d.last_day)::bigint as lag,
                          coalesce(a.lag_days, k.lag_days) as target, coalesce(:today - d.last_day > coalesce(a.lag_days, k.lag_days), false) as late,
                          l.finished_at as last_load, l.id as batch_id,
                          (select count(*) from taxpayer.v_source_batch b where b.feed = k.feed and b.verification in ('DISPUTED', 'NO_AGREEMENT')) as disputed
                        from taxpayer.v_source_kind k
                        left join own o on o.feed = k.feed
                        left join loads l on l.feed = k.feed
                        cross join lateral (select coalesce(o.last_day, (l.finished_at at time zone 'Asia/Shanghai')::date) as last_day) d
                        left join lateral (select provider, lag_days from taxpayer.v_agreement g where g.feed = k.feed
                          and :today between g.valid_from and coalesce(g.valid_to, date '9999-12-31') order by g.valid_from desc, g.id desc limit 1) a on true
                        order by k.position""")
                .param("today", today)
                .param("monthly", MONTHLY)
                .query(Lag.class)
                .list();
    }
}
