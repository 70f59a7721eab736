package io.yihu.dossier;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** File of an office: what stands below it, who works there, what it has to do. */
@Component("dossierOfficeQueries")
@RequiredArgsConstructor
public class OfficeFileQueries {
    private static final int MOST_OFFICERS = 200;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Head of the file; counts go over the whole subtree. */
    public record Office(
            long id,
            String code,
            String name,
            String level,
            String kind,
            boolean active,
            String path,
            Long parentId,
            String parentName,
            boolean parentVisible,
            String division,
            long subjects,
            long officers,
            long open,
            long overdue) {}

    /** An office directly below, with counts over its subtree. */
    public record Child(long id, String name, String level, long subjects, long high, long open, long overdue) {}

    /** An officer of this very office. */
    public record Officer(
            long id,
            String staffNo,
            String name,
            String status,
            LocalDate unavailableUntil,
            String posts,
            long open,
            long overdue) {}

    /** A grid run by this office. */
    public record Grid(long id, String type, String name, String status, String leader, long members, long subjects) {}

    /** Taxpayers of the subtree on one level. */
    public record LevelCount(String level, long subjects) {}

    /** Empty when there is no such office or it is out of scope. */
    public Optional<Office> find(long id) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.level, o.kind, o.active, o.path, o.parent_id, p.name as parent_name,
                          coalesce(p.path like :scope, false) as parent_visible, d.name as division,
                          (select count(*) from taxpayer.v_subject s join organization.v_office x on x.id = s.office_id
                             where x.path like o.path || '%' and s.active) as subjects,
                          (select count(*) from organization.v_officer f join organization.v_office x on x.id = f.office_id
                             where x.path like o.path || '%' and f.status <> 'LEFT') as officers,
                          w.open, w.overdue
                        from organization.v_office o
                        left join organization.v_office p on p.id = o.parent_id
                        left join organization.v_division d on d.code = o.division_code
                        cross join lateral (
                          select count(*) as open, count(*) filter (where t.due_at < :now and t.submitted_at is null) as overdue
                          from task.v_task t join organization.v_office x on x.id = t.office_id
                          where x.path like o.path || '%' and t.closed_at is null) w
                        where o.id = :id and o.path like :scope""")
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Office.class)
                .optional();
    }

    public List<Child> children(long officeId) {
        return jdbc.sql("""
                        with child as (select id, name, level, path, code from organization.v_office where parent_id = :id and active),
                        subjects as (
                          select c.id, count(*) as subjects, count(*) filter (where l.level = 'HIGH') as high
                          from child c join organization.v_office x on x.path like c.path || '%'
                          join taxpayer.v_subject s on s.office_id = x.id and s.active
                          left join risk.v_subject_level l on l.subject_id = s.id
                          group by c.id),
                        work as (
                          select c.id, count(*) as open, count(*) filter (where t.due_at < :now and t.submitted_at is null) as overdue
                          from child c join organization.v_office x on x.path like c.path || '%'
                          join task.v_task t on t.office_id = x.id and t.closed_at is null
                          group by c.id)
                        select c.id, c.name, c.level, coalesce(s.subjects, 0) as subjects, coalesce(s.high, 0) as high,
                          coalesce(w.open, 0) as open, coalesce(w.overdue, 0) as overdue
                        from child c left join subjects s on s.id = c.id left join work w on w.id = c.id
                        order by c.code""")
                .param("id", officeId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Child.class)
                .list();
    }

    public List<Officer> officers(long officeId) {
        return jdbc.sql("""
                        select f.id, f.staff_no, f.name, f.status, f.unavailable_until, p.posts, w.open, w.overdue
                        from organization.v_officer f
                        left join lateral (
                          select string_agg(x.name, '、' order by fp.is_primary desc, x.name) as posts
                          from organization.v_officer_post fp join organization.v_post x on x.code = fp.post_code
                          where fp.officer_id = f.id and fp.valid_from <= :today and (fp.valid_to is null or fp.valid_to >= :today)) p on true
                        cross join lateral (
                          select count(*) as open, count(*) filter (where t.due_at < :now and t.submitted_at is null) as overdue
                          from task.v_task t where t.officer_id = f.id and t.closed_at is null) w
                        where f.office_id = :id and f.status <> 'LEFT' order by f.staff_no limit :most""")
                .param("id", officeId)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("most", MOST_OFFICERS)
                .query(Officer.class)
                .list();
    }

    public List<Grid> grids(long officeId) {
        return jdbc.sql("""
                        select g.id, g.type, g.name, g.status, m.leader, coalesce(m.members, 0) as members, coalesce(s.subjects, 0) as subjects
                        from grid.v_grid g
                        left join lateral (
                          select count(*) as members, min(f.name) filter (where gm.role = 'LEADER') as leader
                          from grid.v_grid_member gm join organization.v_officer f on f.id = gm.officer_id
                          where gm.grid_id = g.id and gm.valid_from <= :today and (gm.valid_to is null or gm.valid_to >= :today)) m on true
                        left join lateral (select count(*) as subjects from grid.v_grid_subject gs where gs.grid_id = g.id) s on true
                        where g.unit_office_id = :id and g.status <> 'RETIRED' order by g.type, g.name, g.id""")
                .param("id", officeId)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .query(Grid.class)
                .list();
    }

    /** Taxpayers nobody has judged yet stand with a null level. */
    public List<LevelCount> levels(String path) {
        return jdbc.sql("""
                        select l.level, count(*) as subjects
                        from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        left join risk.v_subject_level l on l.subject_id = s.id
                        where o.path like ? and s.active
                        group by l.level order by array_position(array['HIGH', 'MEDIUM', 'LOW', 'NONE'], l.level)""").param(path + "%").query(LevelCount.class).list();
    }
}
