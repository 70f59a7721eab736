package io.yihu.organization;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The feed {@code officers}: who works where, with posts and skills; an empty list of posts or skills leaves them as they are.
 *
 * <p>Incompatible posts are registered as they come, because they are facts of the sending system; only an assignment here is refused.
 */
@Component
@RequiredArgsConstructor
class OfficerLoad implements StagedLoad {
    private static final FeedSchema SCHEMA = new FeedSchema(
            "officers",
            List.of(
                    FeedColumn.required("staff_no", Type.TEXT),
                    FeedColumn.required("name", Type.TEXT),
                    FeedColumn.required("office_code", Type.TEXT),
                    FeedColumn.of("posts", Type.TEXT),
                    FeedColumn.of("skills", Type.TEXT),
                    FeedColumn.code("status", false, "ON_DUTY", "SECONDED", "LEAVE", "LEFT"),
                    FeedColumn.of("minutes_per_day", Type.INTEGER),
                    FeedColumn.of("cert_no", Type.TEXT),
                    FeedColumn.of("cert_valid_to", Type.DATE),
                    FeedColumn.of("phone", Type.TEXT)),
            List.of("staff_no"));

    private static final String OFFICERS = """
            insert into organization.officer as f (staff_no, name, office_id, status, minutes_per_day, cert_no, cert_valid_to, phone,
              source, batch_id, line_no)
            select distinct on (s.staff_no) s.staff_no, s.name, o.id, coalesce(s.status, 'ON_DUTY'), coalesce(s.minutes_per_day, 420),
              s.cert_no, s.cert_valid_to, s.phone, :source, :batch, s.line_no
            from {staged} s join organization.office o on o.code = s.office_code
            order by s.staff_no, s.line_no desc
            on conflict (staff_no) do update set name = excluded.name, office_id = excluded.office_id, status = excluded.status,
              minutes_per_day = excluded.minutes_per_day, cert_no = excluded.cert_no, cert_valid_to = excluded.cert_valid_to,
              phone = excluded.phone, source = excluded.source, batch_id = excluded.batch_id, line_no = excluded.line_no,
              updated_at = now()
            where (f.name, f.office_id, f.status, f.minutes_per_day, f.cert_no, f.cert_valid_to, f.phone)
              is distinct from (excluded.name, excluded.office_id, excluded.status, excluded.minutes_per_day, excluded.cert_no,
                excluded.cert_valid_to, excluded.phone)""";

    private static final String WANTED = """
            with last as (select distinct on (staff_no) * from {staged} order by staff_no, line_no desc
            ), wanted_post as (
              select f.id as officer_id, trim(p.code) as code, min(p.place) = 1 as is_primary, f.created_at = now() as fresh
              from last s join organization.officer f on f.staff_no = s.staff_no,
                unnest(string_to_array(s.posts, ';')) with ordinality as p (code, place)
              where trim(p.code) <> '' group by f.id, trim(p.code), f.created_at
            ), wanted_skill as (
              select f.id as officer_id, trim(split_part(t.entry, ':', 1)) as tag, max(trim(split_part(t.entry, ':', 2))::int) as level
              from last s join organization.officer f on f.staff_no = s.staff_no, unnest(string_to_array(s.skills, ';')) as t (entry)
              where trim(t.entry) <> '' group by 1, 2
            ), changed as (
            %s
              returning officer_id
            )
            update organization.officer set updated_at = now(), source = :source, batch_id = :batch
            where id in (select officer_id from changed) and updated_at <> now()""";

    private static final List<String> PARTS = List.of("""
            update organization.officer_post x set valid_to = :today, is_primary = false
            where x.valid_to is null and x.officer_id in (select officer_id from wanted_post)
              and (x.officer_id, x.post_code) not in (select officer_id, code from wanted_post)""", """
            update organization.officer_post x set is_primary = false
            where x.valid_to is null and x.is_primary
              and (x.officer_id, x.post_code) in (select officer_id, code from wanted_post where not is_primary)""", """
            insert into organization.officer_post as x (officer_id, post_code, is_primary, valid_from)
            select w.officer_id, w.code, w.is_primary, case when w.fresh then date '2000-01-01' else :today end from wanted_post w
            where not exists (select from organization.officer_post h
              where h.officer_id = w.officer_id and h.post_code = w.code and h.valid_to is null and h.is_primary = w.is_primary)
            on conflict (officer_id, post_code) where valid_to is null do update set is_primary = excluded.is_primary""", """
            delete from organization.officer_skill x
            where x.officer_id in (select officer_id from wanted_skill)
              and (x.officer_id, x.tag) not in (select officer_id, tag from wanted_skill)""", """
            insert into organization.officer_skill as x (officer_id, tag, level)
            select officer_id, tag, level from wanted_skill
            on conflict (officer_id, tag) do update set level = excluded.level where x.level <> excluded.level""");

    private static final String COUNTS = """
            select count(distinct f.id) filter (where f.created_at = now()) as inserted,
              count(distinct f.id) filter (where f.created_at <> now() and f.updated_at = now()) as updated, count(*) as staged
            from {staged} s join organization.officer f on f.staff_no = s.staff_no""";

    private final JdbcClient jdbc;
    private final YihuClock clock;

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
                new StagedCheck("officerOfficeUnknown", "office_code", """
                        not exists (select from organization.v_office o where o.code = s.office_code)"""),
                new StagedCheck("officerPostUnknown", "posts", """
                        exists (select from unnest(string_to_array(s.posts, ';')) p
                          where trim(p) <> '' and trim(p) not in (select code from organization.v_post))"""),
                new StagedCheck("officerSkill", "skills", """
                        exists (select from unnest(string_to_array(s.skills, ';')) t
                          where trim(t) <> '' and trim(t) !~ '^[A-Z][A-Z0-9_]*:[1-5]$')"""),
                new StagedCheck("officerMinutes", "minutes_per_day", "s.minutes_per_day not between 0 and 1440"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        run(OFFICERS, batch);
        PARTS.forEach(part -> run(WANTED.formatted(part), batch));
        return jdbc.sql(COUNTS.replace("{staged}", batch.table()))
                .query((row, number) -> {
                    long inserted = row.getLong("inserted");
                    long updated = row.getLong("updated");
                    return new MergeCounts(inserted, updated, row.getLong("staged") - inserted - updated);
                })
                .single();
    }

    private void run(String sql, StagedBatch batch) {
        jdbc.sql(sql.replace("{staged}", batch.table()))
                .param("source", batch.source())
                .param("batch", batch.batchId())
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .update();
    }
}
