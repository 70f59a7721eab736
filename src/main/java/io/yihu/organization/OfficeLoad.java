package io.yihu.organization;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.platform.Roles;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The feed {@code offices}: parents may stand in the same file in any order; every path is right after the merge. */
@Component
@RequiredArgsConstructor
class OfficeLoad implements StagedLoad {
    private static final FeedSchema SCHEMA = new FeedSchema(
            "offices",
            List.of(
                    FeedColumn.required("code", Type.TEXT),
                    FeedColumn.required("name", Type.TEXT),
                    FeedColumn.of("short_name", Type.TEXT),
                    FeedColumn.code("level", true, "HQ", "PROVINCE", "CITY", "COUNTY", "BRANCH"),
                    FeedColumn.code("kind", false, "ADMIN", "BRANCH", "AUDIT", "COMMISSIONER", "SERVICE_HALL"),
                    FeedColumn.of("parent_code", Type.TEXT),
                    FeedColumn.of("division_code", Type.TEXT)),
            List.of("code"));

    /** Rows whose chain of parents leads, level by level downwards, to a root or to an office that stands already. */
    private static final String UNREACHED = """
            s.parent_code is not null and s.line_no not in (
              with recursive reached as (
                select g.line_no, g.code, g.level from {staged} g
                where g.parent_code is null
                  or (not exists (select from {staged} p where p.code = g.parent_code)
                    and exists (select from organization.v_office o where o.code = g.parent_code
                      and organization.office_rank(o.level) < organization.office_rank(g.level)))
                union
                select c.line_no, c.code, c.level from {staged} c join reached r on c.parent_code = r.code
                  and organization.office_rank(r.level) < organization.office_rank(c.level)
              )
              select line_no from reached)""";

    private static final String PARENT_LEVEL = """
            coalesce((select max(organization.office_rank(p.level)) from {staged} p where p.code = s.parent_code),
              (select organization.office_rank(o.level) from organization.v_office o where o.code = s.parent_code))
            >= organization.office_rank(s.level)""";

    private static final String CHILD_LEVEL = """
            exists (select from organization.v_office o join organization.v_office c on c.parent_id = o.id
              where o.code = s.code and organization.office_rank(c.level) <= organization.office_rank(s.level)
                and not exists (select from {staged} k where k.code = c.code))""";

    private static final String MERGE = """
            with staged as materialized (
              select distinct on (code) * from %s order by code, line_no desc
            ), numbered as materialized (
              select s.*, coalesce(o.id, nextval('organization.office_id_seq')) as id, o.parent_id as old_parent
              from (select * from staged order by organization.office_rank(level), code) s
              left join organization.office o on o.code = s.code
            ), merged as (
              insert into organization.office as o (id, code, name, short_name, level, kind, parent_id, division_code, source, batch_id, line_no)
              select n.id, n.code, n.name, n.short_name, n.level,
                coalesce(n.kind, case when n.level = 'BRANCH' then 'BRANCH' else 'ADMIN' end),
                coalesce(p.id, x.id, n.old_parent), n.division_code, :source, :batch, n.line_no
              from numbered n
              left join numbered p on p.code = n.parent_code
              left join organization.office x on x.code = n.parent_code
              order by n.id
              on conflict (code) do update set name = excluded.name, short_name = excluded.short_name, level = excluded.level,
                kind = excluded.kind, parent_id = excluded.parent_id, division_code = excluded.division_code, active = true,
                source = excluded.source, batch_id = excluded.batch_id, line_no = excluded.line_no, updated_at = now()
              where (o.name, o.short_name, o.level, o.kind, o.parent_id, o.division_code, o.active)
                is distinct from (excluded.name, excluded.short_name, excluded.level, excluded.kind, excluded.parent_id,
                  excluded.division_code, true)
              returning (xmax = 0) as inserted
            )
            select count(*) filter (where inserted) as inserted, count(*) filter (where not inserted) as updated,
              (select count(*) from %s) as staged
            from merged""";

    private final JdbcClient jdbc;

    @Override
    public FeedSchema schema() {
        return SCHEMA;
    }

    /** Who is where decides who sees what: a matter of the system administrator. */
    @Override
    public List<String> importers() {
        return List.of(Roles.SYSTEM_ADMIN);
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(
                new StagedCheck("officeCode", "code", "s.code !~ '^1[0-9]{10}$'"),
                new StagedCheck("officeParentUnknown", "parent_code", """
                        s.parent_code is not null and not exists (select from {staged} p where p.code = s.parent_code)
                        and not exists (select from organization.v_office o where o.code = s.parent_code)"""),
                new StagedCheck("officeParentLevel", "level", PARENT_LEVEL),
                new StagedCheck("officeChildLevel", "level", CHILD_LEVEL),
                new StagedCheck("officeParentRejected", "parent_code", UNREACHED));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return jdbc.sql(MERGE.formatted(batch.table(), batch.table()))
                .param("source", batch.source())
                .param("batch", batch.batchId())
                .query((row, number) -> {
                    long inserted = row.getLong("inserted");
                    long updated = row.getLong("updated");
                    return new MergeCounts(inserted, updated, row.getLong("staged") - inserted - updated);
                })
                .single();
    }
}
