package io.yihu.dossier;

import io.yihu.grid.SaturationPolicy;
import io.yihu.grid.WorkloadSource;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** File of an officer, for the officer and the chain of command. */
@Component
@RequiredArgsConstructor
public class StaffFileQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final WorkloadSource workloads;

    /** Head of the file. */
    public record Staff(
            long id,
            String staffNo,
            String name,
            String status,
            long officeId,
            String officeName,
            boolean officeVisible,
            String certNo,
            LocalDate certValidTo,
            LocalDate unavailableUntil,
            int minutesPerDay) {}

    /** A post with the duties it carries. */
    public record Post(String name, boolean isPrimary, LocalDate validFrom, LocalDate validTo, String duties) {}

    /** A skill from 1 to 5. */
    public record Skill(String name, int level, LocalDate validTo) {}

    /** Membership of a grid today. */
    public record Membership(
            long gridId, String name, String type, String role, int capacityPct, LocalDate validFrom) {}

    /** An open task. */
    public record OpenTask(
            long id,
            long subjectId,
            String subjectName,
            String matterType,
            String level,
            String state,
            Instant dueAt,
            boolean overdue,
            int standardMinutes) {}

    /**
     * How full the officer is.
     *
     * @param openMinutes Σ standard minutes × priority of open tasks
     */
    public record Load(BigDecimal openMinutes, int capacityPct, int availableMinutes, BigDecimal saturation) {}

    /** Empty for anyone but the officer and supervisors above. */
    Optional<Staff> find(long officerId) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select f.id, f.staff_no, f.name, f.status, f.office_id, coalesce(o.short_name, o.name) as office_name,
                          o.path like :scope as office_visible, f.cert_no, f.cert_valid_to, f.unavailable_until, f.minutes_per_day
                        from organization.v_officer f join organization.v_office o on o.id = f.office_id
                        where f.id = :id and (f.id = cast(:self as bigint) or (:commands and o.path like :scope))""")
                .param("id", officerId)
                .param("self", actor.officerId())
                .param("commands", actor.has(Roles.SUPERVISOR))
                .param("scope", actor.scope())
                .query(Staff.class)
                .optional();
    }

    public List<Post> posts(long officerId) {
        return jdbc.sql("""
                        select p.name, fp.is_primary, fp.valid_from, fp.valid_to, d.duties
                        from organization.v_officer_post fp join organization.v_post p on p.code = fp.post_code
                        left join lateral (
                          select string_agg(x.name, '、' order by x.name) as duties
                          from organization.v_post_duty pd join organization.v_duty x on x.code = pd.duty_code
                          where pd.post_code = fp.post_code and pd.valid_from <= :today and (pd.valid_to is null or pd.valid_to >= :today)) d on true
                        where fp.officer_id = :id order by (fp.valid_to is null) desc, fp.is_primary desc, fp.valid_from desc""")
                .param("id", officerId)
                .param("today", today())
                .query(Post.class)
                .list();
    }

    public List<Skill> skills(long officerId) {
        return jdbc.sql("""
                        select coalesce(t.name, s.tag) as name, s.level, s.valid_to
                        from organization.v_officer_skill s left join organization.v_skill_tag t on t.tag = s.tag
                        where s.officer_id = ? order by s.level desc, s.tag""").param(officerId).query(Skill.class).list();
    }

    public List<Membership> grids(long officerId) {
        return jdbc.sql("""
                        select g.id as grid_id, g.name, g.type, m.role, m.capacity_pct, m.valid_from
                        from grid.v_grid_member m join grid.v_grid g on g.id = m.grid_id and g.status = 'ACTIVE'
                        where m.officer_id = :id and m.valid_from <= :today and (m.valid_to is null or m.valid_to >= :today)
                        order by g.type, g.name""")
                .param("id", officerId)
                .param("today", today())
                .query(Membership.class)
                .list();
    }

    public List<OpenTask> openTasks(long officerId) {
        return jdbc.sql("""
                        select t.id, t.subject_id, s.name as subject_name, t.matter_type, t.level, t.state, t.due_at,
                          t.due_at < :now and t.submitted_at is null as overdue, t.standard_minutes
                        from task.v_task t join taxpayer.v_subject s on s.id = t.subject_id
                        where t.officer_id = :id and t.closed_at is null order by t.due_at, t.id limit 200""")
                .param("id", officerId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(OpenTask.class)
                .list();
    }

    /** By the formula dispatch uses; see {@link SaturationPolicy}. */
    public Load load(Staff staff) {
        BigDecimal open = workloads
                .byOfficer()
                .getOrDefault(staff.id(), WorkloadSource.Workload.NONE)
                .minutes();
        int capacity = Math.min(
                100,
                grids(staff.id()).stream().mapToInt(Membership::capacityPct).sum());
        int horizon = workloads.horizonDays();
        return new Load(
                open,
                capacity,
                SaturationPolicy.available(capacity, staff.minutesPerDay(), horizon),
                SaturationPolicy.saturation(open, capacity, staff.minutesPerDay(), horizon));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
