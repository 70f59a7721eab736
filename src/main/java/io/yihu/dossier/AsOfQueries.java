package io.yihu.dossier;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How a taxpayer stood on a past day: changes are taken back, roles, findings, matters and quotas read by their dates. */
@Component
@RequiredArgsConstructor
public class AsOfQueries {
    private static final List<String> PERSONS = List.of("LEGAL_REP", "FIN_OFFICER", "TAX_AGENT", "INVOICE_COLLECTOR");
    private final JdbcClient jdbc;

    /** One item then and now. */
    public record Item(String item, String then, String now) {
        public boolean changed() {
            return !Objects.equals(then, now);
        }
    }

    /** Sums and judgements as they stood at the end of the day. */
    public record State(
            LocalDate day,
            List<Item> items,
            String level,
            Double score,
            LocalDate period,
            long openMatters,
            Instant nextDue,
            String responsible,
            BigDecimal outYear,
            BigDecimal inYear,
            LocalDate monthsUntil) {
        /** Value of an item on that day, null where it is not known. */
        public String then(String item) {
            return items.stream()
                    .filter(one -> one.item().equals(item))
                    .map(Item::then)
                    .findFirst()
                    .orElse(null);
        }
    }

    private record Open(long count, Instant due) {}

    private record Judged(String level, Double score, LocalDate period) {}

    private record Sums(BigDecimal outAmt, BigDecimal inAmt) {}

    public State state(long subjectId, LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(YihuClock.CHINA).toInstant();
        Judged judged = jdbc.sql("""
                        select level, score, period from risk.v_finding where subject_id = ? and created_at < ?
                        order by created_at desc, id desc limit 1""")
                .params(subjectId, end.atOffset(ZoneOffset.UTC))
                .query(Judged.class)
                .optional()
                .orElse(new Judged(null, null, null));
        Open open = jdbc.sql("""
                        select count(*) as count, min(due_at) as due from task.v_matter where subject_id = :id and created_at < :end
                          and coalesce(closed_at, timestamptz '9999-01-01') >= :end""")
                .param("id", subjectId)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .query(Open.class)
                .single();
        LocalDate until = lastWholeMonth(day);
        Sums sums = jdbc.sql("""
                        select sum(out_amt) as out_amt, sum(in_amt) as in_amt from invoice.v_fact_subject_month
                        where subject_id = ? and month between ? and ?""")
                .params(subjectId, until.minusMonths(11), until)
                .query(Sums.class)
                .single();
        return new State(
                day,
                items(subjectId, day),
                judged.level(),
                judged.score(),
                judged.period(),
                open.count(),
                open.due(),
                responsible(subjectId, day),
                sums.outAmt(),
                sums.inAmt(),
                until);
    }

    /** Who led the grid on that day; which grid the taxpayer is in is known for today only. */
    private String responsible(long subjectId, LocalDate day) {
        return jdbc.sql("""
                        select f.name from grid.v_grid_subject gs
                        join grid.v_grid gr on gr.id = gs.grid_id and gr.type = 'INSTITUTION' and gr.status = 'ACTIVE'
                        join grid.v_grid_member gm on gm.grid_id = gr.id and gm.valid_from <= :day and (gm.valid_to is null or gm.valid_to >= :day)
                        join organization.v_officer f on f.id = gm.officer_id
                        where gs.subject_id = :id order by case gm.role when 'LEADER' then 0 when 'MEMBER' then 1 else 2 end, f.id limit 1""")
                .param("id", subjectId)
                .param("day", day)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static String masked(String names, Actor actor) {
        return names == null
                ? null
                : Arrays.stream(names.split("、"))
                        .map(name -> NameMask.shown(name, actor))
                        .collect(Collectors.joining("、"));
    }

    /** Months that were over by the end of that day. */
    public static LocalDate lastWholeMonth(LocalDate day) {
        return day.plusDays(1).getDayOfMonth() == 1
                ? day.withDayOfMonth(1)
                : day.withDayOfMonth(1).minusMonths(1);
    }

    /** An item's value then is what the first later change replaced; without one it is today's. */
    private List<Item> items(long subjectId, LocalDate day) {
        Actor actor = CurrentActor.get();
        return jdbc
                .sql("""
                        with present as (
                          select x.item, x.value, x.place from taxpayer.v_subject s
                          left join taxpayer.v_status st on st.code = s.status
                          left join organization.v_office o on o.id = s.office_id
                          left join organization.v_industry i on i.code = s.industry_code
                          cross join lateral (values ('NAME', s.name, 1), ('STATUS', case when :en then st.name_en else st.name_zh end, 2), ('OFFICE', coalesce(o.short_name, o.name), 3),
                            ('ADDRESS', s.address, 5), ('SCOPE', s.business_scope, 6), ('INDUSTRY', coalesce(i.name, s.industry_code), 7),
                            ('CAPITAL', trim_scale(s.capital)::text, 8)) x(item, value, place)
                          where s.id = :id),
                        replaced as (
                          select distinct on (item) item, old_value from taxpayer.v_change
                          where subject_id = :id and change_date > :day order by item, change_date, id),
                        people as (
                          select r.role as item, string_agg(distinct p.name, '、') filter (
                              where coalesce(r.valid_from, date '0001-01-01') <= :day and coalesce(r.valid_to, date '9999-12-31') > :day) as value_then,
                            string_agg(distinct p.name, '、') filter (where r.valid_to is null) as value_now
                          from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                          where r.subject_id = :id and r.role in ('LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR') group by r.role),
                        quotas as (
                          select 'QUOTA' as item,
                            (select coalesce(q.monthly_amount, q.per_invoice_limit)::text from invoice.v_invoice_quota q
                             where q.subject_id = :id and q.approved_at < (:day::date + 1) order by q.approved_at desc limit 1) as value_then,
                            (select coalesce(q.monthly_amount, q.per_invoice_limit)::text from invoice.v_invoice_quota q
                             where q.subject_id = :id order by q.approved_at desc limit 1) as value_now)
                        select p.item, case when r.item is null then p.value else coalesce(case when :en then sc.name_en else sc.name_zh end, r.old_value) end as "then", p.value as "now", p.place
                        from present p left join replaced r on r.item = p.item
                        left join taxpayer.v_status sc on p.item = 'STATUS' and sc.code = r.old_value
                        union all select item, value_then, value_now, 4 from people
                        union all select item, value_then, value_now, 9 from quotas
                        order by place, item""")
                .param("id", subjectId)
                .param("day", day)
                .param("en", LocaleContextHolder.getLocale().getLanguage().equals("en"))
                .query((row, n) -> new Item(row.getString("item"), row.getString("then"), row.getString("now")))
                .list()
                .stream()
                .map(item -> PERSONS.contains(item.item())
                        ? new Item(item.item(), masked(item.then(), actor), masked(item.now(), actor))
                        : item)
                .toList();
    }
}
