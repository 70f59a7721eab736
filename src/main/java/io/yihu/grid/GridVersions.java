package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The history of grids, and whether the actor may touch one. */
@Component
@RequiredArgsConstructor
class GridVersions {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** An active grid of an office in the actor's scope, locked against other changes. */
    void require(long gridId) {
        jdbc.sql("""
                        select g.id from grid.grid g join organization.v_office o on o.id = g.unit_office_id
                        where g.id = ? and g.status <> 'RETIRED' and o.path like ? for update of g""")
                .params(gridId, CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    void requireOffice(long officeId) {
        jdbc.sql("select id from organization.v_office where id = ? and path like ?")
                .params(officeId, CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    void requireOfficer(long officerId) {
        jdbc.sql("select id from organization.v_officer where id = ? and status <> 'LEFT'")
                .param(officerId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.officer"));
    }

    /** Who holds no post has no duty: nothing could be given to him. */
    void requirePost(long officerId) {
        jdbc.sql("select officer_id from organization.v_officer_post where officer_id = ? and valid_to is null limit 1")
                .param(officerId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.noPost"));
    }

    String rule(long gridId) {
        return jdbc.sql("select rule::text from grid.grid where id = ?")
                .param(gridId)
                .query(String.class)
                .single();
    }

    /** Keeps the grid as it is now, with its members. */
    void keep(long gridId, String change) {
        jdbc.sql("""
                        insert into grid.grid_version (grid_id, version, changed_at, changed_by, change, snapshot)
                        select g.id, g.version, ?::timestamptz, ?, ?, jsonb_build_object('name', g.name, 'rule', g.rule,
                          'status', g.status, 'members', coalesce((select jsonb_agg(jsonb_build_object('officer', m.officer_id,
                            'role', m.role, 'capacityPct', m.capacity_pct, 'from', m.valid_from, 'to', m.valid_to) order by m.id)
                            from grid.grid_member m where m.grid_id = g.id), '[]'))
                        from grid.grid g where g.id = ?""")
                .params(clock.instant().toString(), CurrentActor.get().login(), change, gridId)
                .update();
    }
}
