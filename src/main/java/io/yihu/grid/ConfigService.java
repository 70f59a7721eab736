package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Versions of the whole configuration: a draft collects changes, is rehearsed, goes live on its day or not at all, and can be undone. */
@Service
@RequiredArgsConstructor
public class ConfigService {
    private final JdbcClient jdbc;
    private final ConfigApply apply;
    private final ConfigQueries configs;
    private final ConfigRehearsal rehearsal;
    private final ApplicationEventPublisher events;
    private final YihuClock clock;

    @Traced("grid.config.create")
    public long create(String title) {
        long id = insert(title, null);
        Trail.object("grid.config", id);
        return id;
    }

    /** A draft that brings back what stood before a version went live. */
    @Traced("grid.config.rollBack")
    public long rollBack(long configId, String title) {
        ConfigQueries.Config config = configs.find(configId).orElseThrow(Refusal::notFound);
        if (!config.state().equals("LIVE")) {
            throw Refusal.conflict("grid.refused.notLive");
        }
        long id = insert(title, configId);
        int changes = jdbc.sql("""
                        with was as (select x.* from grid.config c, jsonb_to_recordset(c.before) x (grid bigint, name text, rule jsonb,
                          status text, members jsonb) where c.id = :of),
                        now as (select g.* from grid.grid g join organization.v_office o on o.id = g.unit_office_id
                          join grid.config c on c.id = :of where o.path like c.scope_path),
                        old_member as (select w.grid, m.* from was w, jsonb_to_recordset(w.members) m (officer bigint, role text, pct int)
                          where w.status <> 'RETIRED'),
                        changes as (
                          select 1 as ord, jsonb_build_object('op', 'RETIRE', 'gridId', n.id) as change from now n
                            left join was w on w.grid = n.id
                            where n.status <> 'RETIRED' and (w.grid is null or w.status = 'RETIRED')
                          union all select 2, jsonb_build_object('op', 'REVIVE', 'gridId', n.id) from now n join was w on w.grid = n.id
                            where n.status = 'RETIRED' and w.status = 'ACTIVE'
                          union all select 3, jsonb_build_object('op', 'RENAME', 'gridId', n.id, 'name', w.name)
                            from now n join was w on w.grid = n.id where n.name <> w.name
                          union all select 3, jsonb_build_object('op', 'RULE', 'gridId', n.id, 'rule', w.rule)
                            from now n join was w on w.grid = n.id where n.rule <> w.rule
                          union all select 4, jsonb_build_object('op', 'MEMBER_END', 'gridId', m.grid_id, 'officer', m.officer_id)
                            from grid.grid_member m join was w on w.grid = m.grid_id and w.status <> 'RETIRED'
                            left join old_member o on o.grid = m.grid_id and o.officer = m.officer_id
                            where m.valid_to is null and o.grid is null
                          union all select 5, jsonb_build_object('op', case when m.id is null then 'MEMBER_ADD' else 'MEMBER_CHANGE' end,
                              'gridId', o.grid, 'officer', o.officer, 'role', o.role, 'pct', o.pct)
                            from old_member o left join grid.grid_member m on m.grid_id = o.grid and m.officer_id = o.officer
                              and m.valid_to is null
                            where m.id is null or m.role <> o.role or m.capacity_pct <> o.pct)
                        insert into grid.config_change (config_id, seq, change, added_at, added_by)
                        select :id, row_number() over (order by ord, change::text), change, :at::timestamptz, :by from changes""")
                .param("of", configId)
                .param("id", id)
                .param("at", clock.instant().toString())
                .param("by", CurrentActor.get().login())
                .update();
        if (changes == 0) {
            throw Refusal.conflict("grid.refused.nothingToUndo");
        }
        Trail.object("grid.config", id);
        Trail.note("count", changes);
        return id;
    }

    private long insert(String title, Long rollsBack) {
        String called = title == null ? "" : title.strip();
        if (called.isEmpty() || called.length() > 80) {
            throw Refusal.invalid("grid.refused.name");
        }
        return jdbc.sql("""
                        insert into grid.config (title, scope_path, created_at, created_by, rolls_back)
                        values (?, ?, ?::timestamptz, ?, ?) returning id""")
                .params(
                        called,
                        CurrentActor.get().officePath() + "%",
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        rollsBack)
                .query(Long.class)
                .single();
    }

    @Traced("grid.config.discard")
    public void discard(long configId) {
        lock(configId, List.of("DRAFT", "BLOCKED", "SCHEDULED"));
        Trail.object("grid.config", configId);
        jdbc.sql("update grid.config set state = 'DISCARDED' where id = ?")
                .param(configId)
                .update();
    }

    /**
     * Goes live today at once, or is scheduled for a later day.
     *
     * @throws Refusal when the draft is empty, the day is past, or the coverage report has anything in it
     */
    @Traced("grid.config.release")
    public void release(long configId, LocalDate day, String reason) {
        lock(configId, List.of("DRAFT", "BLOCKED"));
        String said = reason == null ? "" : reason.strip();
        if (said.length() < 5 || said.length() > 200) {
            throw Refusal.invalid("grid.refused.reason");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        LocalDate effective = day == null ? today : day;
        if (effective.isBefore(today)) {
            throw Refusal.invalid("grid.refused.dayPast");
        }
        if (apply.changes(configId).isEmpty()) {
            throw Refusal.invalid("grid.refused.configEmpty");
        }
        jdbc.sql("update grid.config set reason = ?, effective_on = ? where id = ?")
                .params(said, effective, configId)
                .update();
        Trail.object("grid.config", configId);
        Trail.note("reason", said);
        Trail.note("effectiveOn", effective);
        if (effective.isAfter(today)) {
            if (!rehearsal.within(configId, configs::problems).isEmpty()) {
                throw Refusal.conflict("grid.refused.coverage");
            }
            jdbc.sql("update grid.config set state = 'SCHEDULED' where id = ?")
                    .param(configId)
                    .update();
        } else if (!live(configId)) {
            throw Refusal.conflict("grid.refused.coverage");
        }
    }

    /**
     * Takes a scheduled configuration live on its day; one that would leave a gap by now is set back to its author.
     *
     * @return whether it is live
     */
    @Traced("grid.config.activate")
    public boolean activate(long configId) {
        lock(configId, List.of("SCHEDULED"));
        Trail.object("grid.config", configId);
        boolean sound = rehearsal.within(configId, configs::problems).isEmpty();
        if (!sound) {
            jdbc.sql("update grid.config set state = 'BLOCKED' where id = ?")
                    .param(configId)
                    .update();
            return false;
        }
        return live(configId);
    }

    private boolean live(long configId) {
        String scope = jdbc.sql("select scope_path from grid.config where id = ?")
                .param(configId)
                .query(String.class)
                .single();
        String before = apply.snapshot(scope);
        Set<Long> touched = apply.apply(configId);
        if (!configs.problems(touched).isEmpty()) {
            return false;
        }
        jdbc.sql("""
                        update grid.config set state = 'LIVE', live_at = ?::timestamptz, live_by = ?, before = ?::jsonb, after = ?::jsonb
                        where id = ?""")
                .params(clock.instant().toString(), CurrentActor.get().login(), before, apply.snapshot(scope), configId)
                .update();
        touched.forEach(grid -> Trail.each("grid", grid, null, Map.of("config", Long.toString(configId))));
        events.publishEvent(new GridsChanged(configId, touched));
        return true;
    }

    /** The draft, locked, in the actor's scope and one of these states. */
    private void lock(long configId, List<String> states) {
        String state = jdbc.sql("select state from grid.config where id = ? and scope_path like ? for update")
                .params(configId, CurrentActor.get().scope())
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (!states.contains(state)) {
            throw Refusal.conflict("grid.refused.configState");
        }
    }
}
