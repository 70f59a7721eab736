package io.yihu.grid;

import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Set-based writes of the partition: which taxpayer stands in which grid. */
@Component
@RequiredArgsConstructor
class GridPartition {
    /** Taxpayers an office is responsible for. */
    static final String ACTIVE = "s.active and s.office_id is not null";

    /** Of a few taxpayers only, by their parameter {@code ids}; everybody otherwise. */
    private static final String FEW = ACTIVE + " and s.id = any (cast(:ids as bigint[]))";

    /** A grid of named taxpayers keeps those that were merged into another one. */
    private static final String MATCHES = """
            (select g.id as grid_id, g.type, s.id as subject_id, g.rule - 'offices' = '{}' as whole, o.id as office_id
            from grid.grid g
            join organization.v_office unit on unit.id = g.unit_office_id
            join taxpayer.v_subject s on %s
            join organization.v_office o on o.id = s.office_id
            left join lateral (select c.level as credit from taxpayer.v_credit_rating c
              where jsonb_exists(g.rule, 'credits') and c.subject_id = s.id order by c.year desc limit 1) c on true
            where g.status = 'ACTIVE'
              and (g.type <> 'INSTITUTION' or o.id = unit.id or g.rule -> 'offices' @> to_jsonb(o.id))
              and ((g.type = 'INSTITUTION' and g.rule = '{}')
                or grid.takes(g.rule, s.id, o.path, s.division_code, s.industry_code, s.tax_source_class, s.taxpayer_type,
                  s.employees, c.credit)
                or (jsonb_exists(g.rule, 'subjects') and exists (select from taxpayer.v_subject_merged m
                  where m.merged_into = s.id and g.rule -> 'subjects' @> to_jsonb(m.id)))))
            """;

    private final JdbcClient jdbc;

    /** One grid for each office that has active taxpayers and none yet: the default partition. */
    int makeMissing(Instant at, String by) {
        return jdbc.sql("""
                        insert into grid.grid (type, name, unit_office_id, rule, created_at, created_by)
                        select 'INSTITUTION', coalesce(o.short_name, o.name), o.id, '{}', :at, :by from organization.v_office o
                        where exists (select from taxpayer.v_subject s where s.office_id = o.id and %s)
                          and not exists (select from grid.grid g where g.type = 'INSTITUTION' and g.status = 'ACTIVE'
                            and g.rule - 'offices' = '{}' and g.rule -> 'offices' @> to_jsonb(o.id))
                        on conflict do nothing""".formatted(ACTIVE))
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /**
     * Officers of the office become members of its grid while that grid never had any: who holds a leader's post leads it, all
     * others are members. Since when is unknown, as with posts.
     */
    int joinOfficers() {
        return jdbc.sql("""
                        insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from)
                        select g.id, f.id, case when p.officer_id is not null and row_number() over (partition by g.id
                          order by p.officer_id is null, f.staff_no) = 1 then 'LEADER' else 'MEMBER' end, 100, date '2000-01-01'
                        from grid.grid g
                        join organization.v_officer f on f.office_id = g.unit_office_id and f.status <> 'LEFT'
                        left join (select distinct officer_id from organization.v_officer_post
                          where post_code = 'LEADER' and valid_to is null) p on p.officer_id = f.id
                        where g.type = 'INSTITUTION' and g.status = 'ACTIVE'
                          and not exists (select from grid.grid_member m where m.grid_id = g.id)""").update();
    }

    int removeStale() {
        return jdbc.sql("""
                        with wanted as materialized (%s)
                        delete from grid.grid_subject k
                        where not exists (select from wanted w where w.subject_id = k.subject_id and w.grid_id = k.grid_id)""".formatted(wanted(ACTIVE))).update();
    }

    /** Brings the grids of a few taxpayers in line with the rules; returns how many places were lost or won. */
    int place(Long[] subjectIds) {
        int removed =
                jdbc.sql("""
                        with wanted as materialized (%s)
                        delete from grid.grid_subject k where k.subject_id = any (cast(:ids as bigint[]))
                          and not exists (select from wanted w where w.subject_id = k.subject_id and w.grid_id = k.grid_id)""".formatted(wanted(FEW))).param("ids", subjectIds).update();
        return removed
                + jdbc.sql("""
                        insert into grid.grid_subject (subject_id, grid_id, type)
                        select subject_id, grid_id, type from (%s) w
                        on conflict do nothing""".formatted(wanted(FEW))).param("ids", subjectIds).update();
    }

    int addMissing() {
        return jdbc.sql("""
                        insert into grid.grid_subject (subject_id, grid_id, type)
                        select subject_id, grid_id, type from (%s) w
                        on conflict do nothing""".formatted(wanted(ACTIVE))).update();
    }

    /** Taxpayers that two rules of one kind both claim, narrower ones or whole offices; the older grid has them. */
    int overlapping() {
        return jdbc.sql("""
                        select count(*) from (select subject_id from %s m
                        where type = 'INSTITUTION' group by subject_id, whole having count(*) > 1) twice""".formatted(matches(ACTIVE))).query(Integer.class).single();
    }

    int subjects() {
        return jdbc.sql("select count(*) from grid.grid_subject where type = 'INSTITUTION'")
                .query(Integer.class)
                .single();
    }

    void keepRun(Instant at, String actor, int made, int subjects, int added, int removed, int overlapping) {
        jdbc.sql("""
                        insert into grid.partition_run (at, actor, grids_made, subjects, added, removed, overlapping)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(at.atOffset(java.time.ZoneOffset.UTC), actor, made, subjects, added, removed, overlapping)
                .update();
    }

    private static String matches(String which) {
        return MATCHES.formatted(which);
    }

    /** The narrower rule wins over the whole office, then the older grid; other types take all that match. */
    private static String wanted(String which) {
        return """
            select distinct on (subject_id, case when type = 'INSTITUTION' then 0 else grid_id end) subject_id, grid_id, type
            from %s m order by subject_id, case when type = 'INSTITUTION' then 0 else grid_id end, whole, grid_id""".formatted(matches(which));
    }
}
