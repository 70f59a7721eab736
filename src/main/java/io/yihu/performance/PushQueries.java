package io.yihu.performance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far the scores of each month have reached the other systems. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class PushQueries {
    private final JdbcClient jdbc;

    /**
     * A month and a target; {@code entities} is how many officers or offices the target is to hold.
     *
     * @param stale the scores were computed anew after the newest message was written
     */
    public record Row(
            LocalDate period,
            String target,
            long entities,
            long delivered,
            long waiting,
            long dead,
            Instant writtenAt,
            Instant lastSuccessAt,
            boolean published,
            boolean stale) {}

    public List<Row> rows() {
        return jdbc.sql("""
                        with newest as (
                          select distinct on (target, batch, entity) target, batch, state, created_at, settled_at from exchange.v_outbox
                          where event_type = 'performance.scores' and state <> 'SUPERSEDED' order by target, batch, entity, id desc)
                        select a.period, t.target, count(n.batch) as entities, count(*) filter (where n.state = 'DELIVERED') as delivered,
                          count(*) filter (where n.state in ('PENDING', 'SENDING', 'SENT')) as waiting, count(*) filter (where n.state = 'DEAD') as dead,
                          max(n.created_at) as written_at, max(n.settled_at) filter (where n.state = 'DELIVERED') as last_success_at,
                          a.published_at is not null as published, coalesce(max(n.created_at) < a.computed_at, false) as stale
                        from performance.appraisal a cross join (values ('DIGITAL_HR'), ('SAT_PERF')) t (target)
                        left join newest n on n.target = t.target and n.batch = to_char(a.period, 'YYYY-MM')
                        group by a.period, a.published_at, a.computed_at, t.target order by a.period desc, t.target limit 48""").query(Row.class).list();
    }
}
