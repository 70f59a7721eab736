package io.yihu.dossier;

import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Time axis of a taxpayer: monthly curve and events, newest first. */
@Component
@RequiredArgsConstructor
public class TimelineQueries {
    /** Types in the order of the filter. */
    public static final List<String> TYPES = List.of(
            "REGISTER",
            "REG_REPORT",
            "REAL_NAME",
            "CHANGE",
            "STATUS_CHANGE",
            "QUOTA_APPROVED",
            "QUOTA_ADJUST",
            "FIRST_ISSUE",
            "ISSUE_MONTHLY",
            "RECEIVE_MONTHLY",
            "DEDUCT",
            "RED",
            "VOID",
            "ABNORMAL_VOUCHER",
            "DECLARE",
            "OVERDUE",
            "PAY",
            "REFUND",
            "EXPORT",
            "RATING",
            "SERVICE_SENT",
            "SERVICE_ACK",
            "HALL_SIGN",
            "COMPLAINT",
            "TIP",
            "RISK_ALERT",
            "TASK_CREATED",
            "TASK_CLOSED",
            "AUDIT_CASE",
            "PENALTY",
            "DEREGISTER");
    /** Without the monthly sums, which the curve shows. */
    public static final List<String> MILESTONES = TYPES.stream()
            .filter(type -> !type.endsWith("_MONTHLY") && !type.equals("DEDUCT"))
            .toList();

    private static final int CURVE_MONTHS = 24;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One month; null means nothing was loaded for it. */
    public record Month(
            LocalDate month,
            BigDecimal outAmt,
            BigDecimal inAmt,
            Long outCnt,
            Long inCnt,
            BigDecimal outTax,
            BigDecimal inTax,
            BigDecimal redAmt,
            Long voidCnt,
            BigDecimal declared,
            Double growth,
            Double yearGrowth) {}

    /** First and last month a curve shows. */
    public record Range(LocalDate from, LocalDate to) {}

    /** The asked range, else the newest two years that have facts, else the last year. */
    public Range range(long subjectId, LocalDate from, LocalDate to) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        Range known = jdbc.sql(
                        "select min(month) as \"from\", max(month) as \"to\" from invoice.v_fact_subject_month where subject_id = ?")
                .param(subjectId)
                .query((row, n) -> new Range(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)))
                .single();
        LocalDate last = to != null ? to : known.to() != null ? known.to() : today;
        LocalDate earliest = last.minusMonths(CURVE_MONTHS - 1L);
        LocalDate first = from != null
                ? from
                : known.from() == null
                        ? last.minusMonths(11)
                        : known.from().isAfter(earliest) ? known.from() : earliest;
        LocalDate start = first.isAfter(last) ? last : first;
        return new Range(
                (start.isBefore(last.minusYears(10)) ? last.minusYears(10) : start).withDayOfMonth(1),
                last.withDayOfMonth(1));
    }

    /** Every month of the range, those without facts too. */
    public List<Month> curve(long subjectId, Range range) {
        return jdbc.sql("""
                        select m::date as month, f.out_amt, f.in_amt, f.out_cnt, f.in_cnt, f.out_tax, f.in_tax, f.red_amt, f.void_cnt,
                          case when num_nonnulls(f.sales_general, f.sales_simple, f.sales_exempt, f.sales_export) > 0
                            then coalesce(f.sales_general, 0) + coalesce(f.sales_simple, 0) + coalesce(f.sales_exempt, 0)
                              + coalesce(f.sales_export, 0) end as declared,
                          (f.out_amt / nullif(b.out_amt, 0) - 1)::float8 as growth, (f.out_amt / nullif(y.out_amt, 0) - 1)::float8 as year_growth
                        from generate_series(:from::timestamp, :to::timestamp, interval '1 month') m
                        left join invoice.v_fact_subject_month f on f.subject_id = :id and f.month = m::date
                        left join invoice.v_fact_subject_month b on b.subject_id = :id and b.month = (m - interval '1 month')::date
                        left join invoice.v_fact_subject_month y on y.subject_id = :id and y.month = (m - interval '1 year')::date
                        order by m""")
                .param("id", subjectId)
                .param("from", range.from())
                .param("to", range.to())
                .query(Month.class)
                .list();
    }

    /**
     * @param types event types wanted; empty means all
     * @param after key of the last event of the page before, or null
     */
    public Slice<TimelineEvent> events(
            long subjectId, LocalDate from, LocalDate to, List<String> types, String after, int limit) {
        String[] key = after == null ? new String[0] : after.split("\\|", 3);
        boolean follows = key.length == 3 && key[0].matches("\\d{4}-\\d{2}-\\d{2}");
        List<TimelineEvent> read = jdbc.sql("select * from (" + TimelineSql.EVENTS + """
                        ) e where day between :from and :to and type = any(:types)
                          and (not :follows or (day, type, ref) < (cast(:day as date), :type, :ref))
                        order by day desc, type desc, ref desc limit :limit""")
                .param("id", subjectId)
                .param("from", from == null ? LocalDate.of(1900, 1, 1) : from)
                .param("to", to == null ? LocalDate.of(2999, 12, 31) : to)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("types", (types.isEmpty() ? TYPES : types).toArray(String[]::new))
                .param("follows", follows)
                .param("day", follows ? key[0] : null)
                .param("type", follows ? key[1] : "")
                .param("ref", follows ? key[2] : "")
                .param("limit", limit + 1)
                .query(TimelineEvent.class)
                .list();
        return Slice.of(read, limit, TimelineEvent::key);
    }

    /** The union behind the events; parameters id and today. */
    public String statement() {
        return TimelineSql.EVENTS;
    }

    /** Types of a comma-separated list; an unknown word is refused, not ignored. */
    public static List<String> typesOf(String commaSeparated) {
        if (commaSeparated == null || commaSeparated.isBlank()) {
            return List.of();
        }
        List<String> types =
                Arrays.stream(commaSeparated.split(",")).map(String::strip).toList();
        types.stream().filter(type -> !TYPES.contains(type)).findFirst().ifPresent(unknown -> {
            throw Refusal.invalid("dossier.type.unknown", unknown, String.join(" ", TYPES));
        });
        return types;
    }
}
