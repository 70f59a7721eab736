package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Carries the changes of a draft out in the caller's transaction: for good when it goes live, to be rolled back in a rehearsal. */
@Component
@RequiredArgsConstructor
class ConfigApply {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final GridPartition partition;
    private final GridVersions versions;
    private final YihuClock clock;

    /** A change with its number in the draft. */
    record Numbered(int seq, GridChange change) {}

    List<Numbered> changes(long configId) {
        return jdbc.sql("select seq, change::text from grid.config_change where config_id = ? order by seq")
                .param(configId)
                .query((row, n) -> new Numbered(row.getInt(1), json.readValue(row.getString(2), GridChange.class)))
                .list();
    }

    /** @return the grids that were touched */
    Set<Long> apply(long configId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('grid.partition'))")
                .query((row, n) -> 0)
                .list();
        LocalDate day = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        Map<Integer, Long> made = new HashMap<>();
        Set<Long> touched = new LinkedHashSet<>();
        List<Numbered> changes = new ArrayList<>(changes(configId));
        for (Numbered each : changes) {
            Long grid = one(each, made, day);
            touched.add(grid);
            if (each.change().into() != null) {
                touched.add(each.change().into());
            }
        }
        touched.forEach(grid -> {
            jdbc.sql("update grid.grid set version = version + 1 where id = ?")
                    .param(grid)
                    .update();
            versions.keep(grid, "CONFIG");
        });
        partition.removeStale();
        partition.addMissing();
        return touched;
    }

    private Long one(Numbered numbered, Map<Integer, Long> made, LocalDate day) {
        GridChange c = numbered.change();
        Long grid = c.gridId() == null ? made.get(c.newGrid()) : c.gridId();
        switch (c.op()) {
            case "CREATE" -> {
                grid = create(c);
                made.put(numbered.seq(), grid);
            }
            case "RULE" -> rule(grid, c.rule());
            case "RENAME" -> set(grid, "name", c.name());
            case "RETIRE" -> set(grid, "status", "RETIRED");
            case "REVIVE" -> set(grid, "status", "ACTIVE");
            case "MERGE" -> merge(grid, c.into(), day);
            case "MEMBER_ADD" -> join(grid, c, day);
            case "MEMBER_CHANGE" -> {
                leave(grid, c.officer(), day);
                join(grid, c, day);
            }
            case "MEMBER_END" -> leave(grid, c.officer(), day);
            default -> throw new IllegalStateException("unknown change " + c.op());
        }
        return grid;
    }

    private long create(GridChange c) {
        return jdbc.sql("""
                        insert into grid.grid (type, name, unit_office_id, rule, created_at, created_by)
                        values (?, ?, ?, ?::jsonb, ?::timestamptz, ?) on conflict do nothing returning id""")
                .params(
                        c.type().name(),
                        c.name(),
                        c.unit(),
                        json.writeValueAsString(c.rule().asMap()),
                        clock.instant().toString(),
                        CurrentActor.get().login())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("grid.refused.nameTaken", c.name()));
    }

    private void rule(long grid, GridRule rule) {
        jdbc.sql("update grid.grid set rule = ?::jsonb where id = ?")
                .params(json.writeValueAsString(rule.asMap()), grid)
                .update();
    }

    private void set(long grid, String column, String value) {
        jdbc.sql("update grid.grid set " + column + " = ? where id = ?")
                .params(value, grid)
                .update();
    }

    /** The office of one grid goes to another: that one takes the taxpayers of both and the people of both. */
    private void merge(long from, long into, LocalDate day) {
        set(from, "status", "RETIRED");
        jdbc.sql("""
                        update grid.grid i set rule = i.rule || jsonb_build_object('offices', (select jsonb_agg(distinct e) from (
                          select jsonb_array_elements(coalesce(i.rule -> 'offices', to_jsonb(array[i.unit_office_id]))) as e
                          union select jsonb_array_elements(coalesce(f.rule -> 'offices', to_jsonb(array[f.unit_office_id])))) x))
                        from grid.grid f where f.id = ? and i.id = ?""").params(from, into).update();
        jdbc.sql("""
                        insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from)
                        select ?, officer_id, case role when 'LEADER' then 'DEPUTY' else role end, capacity_pct, ? from grid.grid_member
                        where grid_id = ? and valid_to is null on conflict do nothing""").params(into, day, from).update();
        jdbc.sql("""
                        update grid.grid_member set valid_to = greatest(valid_from, cast(? as date) - 1)
                        where grid_id = ? and valid_to is null""").params(day, from).update();
    }

    private void join(long grid, GridChange c, LocalDate day) {
        jdbc.sql("""
                        insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from)
                        values (?, ?, ?, ?, ?) on conflict do nothing""").params(grid, c.officer(), c.role().name(), c.pct(), day).update();
    }

    private void leave(long grid, long officer, LocalDate day) {
        jdbc.sql(
                        "delete from grid.grid_member where grid_id = ? and officer_id = ? and valid_to is null and valid_from >= ?")
                .params(grid, officer, day)
                .update();
        jdbc.sql("""
                        update grid.grid_member set valid_to = cast(? as date) - 1
                        where grid_id = ? and officer_id = ? and valid_to is null""").params(day, grid, officer).update();
    }

    /** All grids of a scope with their open members, as they stand. */
    String snapshot(String scope) {
        return jdbc.sql("""
                        select coalesce(jsonb_agg(jsonb_build_object('grid', g.id, 'type', g.type, 'name', g.name, 'rule', g.rule,
                          'status', g.status, 'members', coalesce((select jsonb_agg(jsonb_build_object('officer', m.officer_id,
                            'role', m.role, 'pct', m.capacity_pct) order by m.officer_id) from grid.grid_member m
                            where m.grid_id = g.id and m.valid_to is null), '[]')) order by g.id), '[]')::text
                        from grid.grid g join organization.v_office o on o.id = g.unit_office_id and o.path like ?""").param(scope).query(String.class).single();
    }
}
