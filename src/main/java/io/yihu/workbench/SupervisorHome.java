package io.yihu.workbench;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a supervisor sees first: the own subtree, what is late, what waits for a decision, what nobody of the desk has read. */
@Component
@RequiredArgsConstructor
public class SupervisorHome {
    private static final int FEW = 8;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** An office directly below the own one (or the own one where nothing is below), with counts over its subtree. */
    public record Office(
            long id, String name, String fullName, long subjects, long high, long open, long overdue, long waiting) {}

    /** Score of an office on one indicator, as a share of its weight. */
    public record Cell(
            long officeId,
            String indicator,
            LocalDate period,
            BigDecimal value,
            BigDecimal score,
            BigDecimal weight,
            long units) {
        /** Step of the colour ramp, 1 to 5. */
        public int step() {
            return weight.signum() == 0
                    ? 1
                    : 1 + Math.min(4, Math.max(0, (int) (score.doubleValue() / weight.doubleValue() * 5)));
        }
    }

    /** A task in the subtree. */
    public record Line(
            long taskId,
            String title,
            long subjectId,
            String subjectName,
            String level,
            String officeName,
            String officerName,
            Instant dueAt) {}

    /** A finding of the newest run that this account has not opened. */
    public record Unread(
            long findingId, long subjectId, String subjectName, String level, double score, String officeName) {}

    public List<Office> offices() {
        return jdbc.sql("""
                        with shown as (
                          select o.id, coalesce(o.short_name, o.name) as name, o.name as full_name, o.path, o.code from organization.v_office o
                          where o.active and (o.parent_id = :office or (o.id = :office and not exists (
                            select 1 from organization.v_office c where c.parent_id = :office and c.active))) and o.path like :scope),
                        subjects as (
                          select w.id, count(*) as subjects, count(*) filter (where l.level = 'HIGH') as high
                          from shown w join organization.v_office x on x.path like w.path || '%'
                          join taxpayer.v_subject s on s.office_id = x.id and s.active
                          left join risk.v_subject_level l on l.subject_id = s.id group by w.id),
                        work as (
                          select w.id, count(*) as open, count(*) filter (where t.due_at < :now and t.submitted_at is null) as overdue,
                            count(*) filter (where t.state = 'SUBMITTED') as waiting
                          from shown w join organization.v_office x on x.path like w.path || '%'
                          join task.v_task t on t.office_id = x.id and t.closed_at is null group by w.id)
                        select w.id, w.name, w.full_name, coalesce(s.subjects, 0) as subjects, coalesce(s.high, 0) as high, coalesce(k.open, 0) as open,
                          coalesce(k.overdue, 0) as overdue, coalesce(k.waiting, 0) as waiting
                        from shown w left join subjects s on s.id = w.id left join work k on k.id = w.id order by w.code""")
                .param("office", me().officeId())
                .param("scope", me().scope())
                .param("now", now())
                .query(Office.class)
                .list();
    }

    /** Cells of the newest appraised month that is over; an office without units has none. */
    public List<Cell> cells(List<Office> offices) {
        return jdbc.sql("""
                        select scope_id as office_id, indicator, period, value, score, weight, units from performance.v_score
                        where scope = 'OFFICE' and scope_id = any(:offices)
                          and period = (select coalesce(max(period) filter (where period < date_trunc('month', :now::timestamptz at time zone 'Asia/Shanghai')), max(period))
                            from performance.v_score where scope = 'OFFICE')
                        order by indicator, scope_id""")
                .param("offices", offices.stream().map(Office::id).toArray(Long[]::new))
                .param("now", now())
                .query(Cell.class)
                .list();
    }

    public List<Line> overdue() {
        return lines("t.due_at < :now and t.submitted_at is null", "t.priority desc, t.due_at");
    }

    /** Submitted by others: nobody approves the own work. */
    public List<Line> waiting() {
        return lines("t.state = 'SUBMITTED' and t.officer_id is distinct from cast(:self as bigint)", "t.submitted_at");
    }

    public List<Unread> unread() {
        return jdbc.sql("""
                        select f.id as finding_id, f.subject_id, s.name as subject_name, f.level, f.score, coalesce(o.short_name, o.name) as office_name
                        from risk.v_finding f
                        join taxpayer.v_subject s on s.id = f.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where f.run_id = (select max(id) from indicator.v_run where state = 'DONE') and f.level = 'HIGH' and o.path like :scope
                          and not exists (select 1 from trail.v_action a where a.object_type = 'finding' and a.object_id = f.id::text
                            and a.actor = :login)
                        order by f.score desc, f.id desc limit :few""")
                .param("scope", me().scope())
                .param("login", me().login())
                .param("few", FEW)
                .query(Unread.class)
                .list();
    }

    private List<Line> lines(String condition, String order) {
        return jdbc.sql("""
                        select t.id as task_id, m.title, t.subject_id, s.name as subject_name, t.level, coalesce(o.short_name, o.name) as office_name,
                          f.name as officer_name, t.due_at
                        from task.v_task t
                        join organization.v_office o on o.id = t.office_id and o.path like :scope
                        join task.v_matter m on m.subject_id = t.subject_id and m.id = t.matter_id
                        join taxpayer.v_subject s on s.id = t.subject_id
                        left join organization.v_officer f on f.id = t.officer_id
                        where t.closed_at is null and %s order by %s, t.id limit :few""".formatted(condition, order))
                .param("scope", me().scope())
                .param("self", me().officerId())
                .param("now", now())
                .param("few", FEW)
                .query(Line.class)
                .list();
    }

    private static Actor me() {
        return CurrentActor.get();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
