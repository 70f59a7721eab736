package io.yihu.control.finding;

import io.yihu.control.scan.ScanBook;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes findings of the figures past their threshold and tells the officer and the leader. One that is open is brought up to date;
 * one that was closed comes again only for something that happened since.
 */
@Component
@RequiredArgsConstructor
public class FindingRaise {
    private static final int EXPLAIN_DAYS = 3;
    private final JdbcClient jdbc;
    private final ScanBook book;
    private final YihuClock clock;

    /** How many are new. */
    public long raise(LocalDate period) {
        List<String> indicators = new ArrayList<>();
        List<String> scopes = new ArrayList<>();
        book.all()
                .forEach(indicator -> indicator.scopes().forEach(scope -> {
                    indicators.add(indicator.code());
                    scopes.add(scope.equals("OFFICE") ? "OWN" : scope);
                }));
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Long> fresh = jdbc.sql("""
                        with wanted as (select * from unnest(cast(:indicators as text[]), cast(:scopes as text[])) as x (indicator, scope)),
                        past as (
                          select g.*, case g.scope when 'OWN' then 'OFFICE' else g.scope end as about from control.figure g
                          join wanted w on w.indicator = g.indicator and w.scope = g.scope
                          where g.period = :period and g.level is not null),
                        news as (
                          select p.* from past p where not exists (
                            select from control.finding d where d.indicator = p.indicator and d.scope = p.about and d.scope_id = p.scope_id and d.state = 'CLOSED'
                              and d.closed_at >= (select max(u.at) from control.unit u where u.period = :period and u.indicator = p.indicator and u.num > 0
                                and case p.about when 'OFFICE' then u.office_id when 'STAFF' then u.officer_id else u.subject_id end = p.scope_id))),
                        kept as (
                          insert into control.finding as f (indicator, scope, scope_id, officer_id, office_id, subject_id, period, level, n, num, value, state,
                            opened_at, last_seen, due_on)
                          select n.indicator, n.about, n.scope_id, case when n.about = 'STAFF' then n.scope_id end, n.office_id,
                            case when n.about = 'SUBJECT' then n.scope_id end, n.period, n.level, n.n, n.num, coalesce(n.value, n.num), 'NEW', :now, :now,
                            platform.add_working_days(cast(:today as date), :days)
                          from news n
                          on conflict (indicator, scope, scope_id) where state <> 'CLOSED' do update set last_seen = excluded.last_seen, period = excluded.period,
                            level = excluded.level, n = excluded.n, num = excluded.num, value = excluded.value
                          returning f.id, (f.xmax = 0) as fresh)
                        select id from kept where fresh""")
                .param("indicators", indicators.toArray(String[]::new))
                .param("scopes", scopes.toArray(String[]::new))
                .param("period", period)
                .param("now", now)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("days", EXPLAIN_DAYS)
                .query(Long.class)
                .list();
        tell(fresh, now);
        return fresh.size();
    }

    private void tell(List<Long> fresh, OffsetDateTime now) {
        jdbc.sql("""
                        insert into control.notice (officer_id, at, kind, ref, code)
                        select x.officer_id, :now, 'FINDING', 'finding:' || f.id, f.indicator
                        from control.finding f cross join lateral (
                          select f.officer_id where f.officer_id is not null
                          union
                          select l.id from (
                            select g.id, rank() over (order by length(o.path) desc) as near from organization.v_office me
                            join organization.v_office o on me.path like o.path || '%'
                            join organization.v_officer g on g.office_id = o.id and g.status = 'ON_DUTY' and g.id is distinct from f.officer_id
                            join organization.v_officer_post p on p.officer_id = g.id and p.post_code = 'LEADER' and p.valid_to is null
                            where me.id = f.office_id) l where l.near = 1) x (officer_id)
                        where f.id = any(:fresh) on conflict do nothing""")
                .param("now", now)
                .param("fresh", fresh.toArray(Long[]::new))
                .update();
        jdbc.sql("""
                        insert into control.finding_step (finding_id, at, actor, actor_name, from_state, to_state)
                        select x, :now, 'system', null, null, 'NEW' from unnest(cast(:fresh as bigint[])) x""")
                .param("now", now)
                .param("fresh", fresh.toArray(Long[]::new))
                .update();
    }
}
