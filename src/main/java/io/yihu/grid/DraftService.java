package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Writes the changes of a draft; each is checked by itself when it is added, all of them together in the rehearsal. */
@Service
@RequiredArgsConstructor
public class DraftService {
    private final JdbcClient jdbc;
    private final GridVersions versions;
    private final JsonMapper json;
    private final YihuClock clock;

    /** Officers of an office and below who hold a skill. */
    public record BySkill(String tag, int level, String officeCode, GridRole role, int pct) {}

    /** @param withoutPost officers left out because they hold no post */
    public record Added(int added, int withoutPost) {}

    @Traced("grid.config.addGrid")
    public void addGrid(long configId, GridType type, String name, String unitCode, GridRule rule) {
        open(configId);
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > 80) {
            throw Refusal.invalid("grid.refused.name");
        }
        long unit = jdbc.sql("select id from organization.v_office where code = ? and path like ?")
                .params(
                        unitCode == null ? "" : unitCode.strip(),
                        CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.office", unitCode));
        boolean taken = jdbc.sql("""
                        select exists (select from grid.grid where unit_office_id = ? and type = ? and name = ? and status <> 'RETIRED')""")
                .params(unit, type.name(), called)
                .query(Boolean.class)
                .single();
        if (taken) {
            throw Refusal.conflict("grid.refused.nameTaken", called);
        }
        add(configId, GridChange.create(type, called, unit, notEmpty(rule)));
    }

    @Traced("grid.config.changeRule")
    public void changeRule(long configId, long gridId, GridRule rule) {
        open(configId);
        versions.require(gridId);
        add(configId, GridChange.rule(gridId, notEmpty(rule)));
    }

    @Traced("grid.config.retire")
    public void retire(long configId, long gridId) {
        open(configId);
        versions.require(gridId);
        add(configId, GridChange.of("RETIRE", gridId));
    }

    /** The office of one institution grid goes to another: people and taxpayers move, open work is planned anew when it is live. */
    @Traced("grid.config.merge")
    public void merge(long configId, long gridId, long into) {
        open(configId);
        versions.require(gridId);
        versions.require(into);
        int institutions = jdbc.sql("select count(*) from grid.grid where id in (?, ?) and type = 'INSTITUTION'")
                .params(gridId, into)
                .query(Integer.class)
                .single();
        if (gridId == into || institutions != 2) {
            throw Refusal.invalid("grid.refused.merge");
        }
        add(configId, GridChange.merge(gridId, into));
    }

    /** @param grid its number, or {@code new:} and the number of its line in this draft */
    @Traced("grid.config.addMember")
    public void addMember(long configId, String grid, String staffNo, GridRole role, int pct) {
        open(configId);
        requirePct(pct);
        long officer = jdbc.sql("select id from organization.v_officer where staff_no = ? and status <> 'LEFT'")
                .param(staffNo == null ? "" : staffNo.strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.staffNo", staffNo));
        versions.requirePost(officer);
        Target target = target(configId, grid);
        boolean member = target.grid != null
                && jdbc.sql("""
                        select exists (select from grid.grid_member where grid_id = ? and officer_id = ? and valid_to is null)""")
                        .params(target.grid, officer)
                        .query(Boolean.class)
                        .single();
        add(
                configId,
                GridChange.member(
                        member ? "MEMBER_CHANGE" : "MEMBER_ADD", target.grid, target.fresh, officer, role, pct));
    }

    /** Everybody on duty with the skill who is not a member yet. */
    @Traced("grid.config.addBySkill")
    public Added addBySkill(long configId, String grid, BySkill who) {
        open(configId);
        requirePct(who.pct());
        Target target = target(configId, grid);
        if (who.level() < 1 || who.level() > 5) {
            throw Refusal.invalid("grid.refused.level");
        }
        record Found(long id, boolean post) {}
        List<Found> found = jdbc.sql("""
                        select f.id, exists (select from organization.v_officer_post p where p.officer_id = f.id
                            and (p.valid_to is null or p.valid_to >= :day)) as post
                        from organization.v_officer f
                        join organization.v_officer_skill k on k.officer_id = f.id and k.tag = :tag and k.level >= :level
                          and (k.valid_to is null or k.valid_to >= :day)
                        join organization.v_office o on o.id = f.office_id and o.path like :scope
                        where f.status = 'ON_DUTY' and (:office = '' or exists (select from organization.v_office u
                            where u.code = :office and o.path like u.path || '%'))
                          and not exists (select from grid.grid_member m where m.grid_id = :grid and m.officer_id = f.id
                            and m.valid_to is null)
                        order by f.staff_no limit 500""")
                .param("day", java.time.LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("tag", who.tag())
                .param("level", who.level())
                .param("scope", CurrentActor.get().scope())
                .param(
                        "office",
                        who.officeCode() == null ? "" : who.officeCode().strip())
                .param("grid", target.grid == null ? -1L : target.grid)
                .query(Found.class)
                .list();
        int added = 0;
        for (Found each : found) {
            if (each.post()) {
                added += insert(
                        configId,
                        GridChange.member("MEMBER_ADD", target.grid, target.fresh, each.id(), who.role(), who.pct()));
            }
        }
        if (added == 0) {
            throw Refusal.invalid("grid.refused.nobodyWithSkill");
        }
        Trail.object("grid.config", configId);
        Trail.note("count", added);
        return new Added(
                added, (int) found.stream().filter(each -> !each.post()).count());
    }

    @Traced("grid.config.endMember")
    public void endMember(long configId, long gridId, long officerId) {
        open(configId);
        versions.require(gridId);
        boolean member =
                jdbc.sql("""
                        select exists (select from grid.grid_member where grid_id = ? and officer_id = ? and valid_to is null)""").params(gridId, officerId).query(Boolean.class).single();
        if (!member) {
            throw Refusal.invalid("grid.refused.noMember");
        }
        add(configId, GridChange.member("MEMBER_END", gridId, null, officerId, null, null));
    }

    /** Takes a line out; with a new grid go the lines about its members. */
    @Traced("grid.config.removeChange")
    public void remove(long configId, int seq) {
        open(configId);
        Trail.object("grid.config", configId);
        Trail.note("line", seq);
        jdbc.sql("delete from grid.config_change where config_id = ? and (seq = ? or (change ->> 'newGrid')::int = ?)")
                .params(configId, seq, seq)
                .update();
    }

    private record Target(Long grid, Integer fresh) {}

    private Target target(long configId, String grid) {
        if (grid != null && grid.matches("new:\\d{1,6}")) {
            int seq = Integer.parseInt(grid.substring(4));
            boolean stands =
                    jdbc.sql("""
                            select exists (select from grid.config_change where config_id = ? and seq = ? and change ->> 'op' = 'CREATE')""").params(configId, seq).query(Boolean.class).single();
            if (stands) {
                return new Target(null, seq);
            }
        }
        if (grid == null || !grid.matches("\\d{1,18}")) {
            throw Refusal.invalid("grid.refused.choose");
        }
        versions.require(Long.parseLong(grid));
        return new Target(Long.valueOf(grid), null);
    }

    private static void requirePct(int pct) {
        if (pct < 0 || pct > 100) {
            throw Refusal.invalid("grid.refused.capacity");
        }
    }

    private static GridRule notEmpty(GridRule rule) {
        if (rule.asMap().isEmpty()) {
            throw Refusal.invalid("grid.refused.ruleEmpty");
        }
        return rule;
    }

    private void open(long configId) {
        jdbc.sql("""
                        select id from grid.config where id = ? and scope_path like ? and state in ('DRAFT', 'BLOCKED') for update""")
                .params(configId, CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("grid.refused.configState"));
    }

    private void add(long configId, GridChange change) {
        if (insert(configId, change) == 0) {
            throw Refusal.conflict("grid.refused.inDraft");
        }
        Trail.object("grid.config", configId);
        Trail.note("change", change.op());
    }

    private int insert(long configId, GridChange change) {
        return jdbc.sql("""
                        insert into grid.config_change (config_id, seq, change, added_at, added_by)
                        select :id, coalesce((select max(seq) from grid.config_change where config_id = :id), 0) + 1,
                          jsonb_strip_nulls(:change::jsonb), :at::timestamptz, :by on conflict do nothing""")
                .param("id", configId)
                .param("change", json.writeValueAsString(change))
                .param("at", clock.instant().toString())
                .param("by", CurrentActor.get().login())
                .update();
    }
}
