package io.yihu.control.log;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the imported operation logs show: who rejects how much, and which hand-offs are too quick to have been read. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class LogQueries {
    /** Hand-offs below this many seconds are too quick. */
    public static final int QUICK = 60;

    private final JdbcClient jdbc;

    /** One imported log. */
    public record Log(String log, long cases, long events, long officers, long subjects, Instant first, Instant last) {}

    /** A role of a log: its events, its decisions and how many of them are rejections. */
    public record Role(String role, long events, long decisions, long rejected, Double rate) {}

    /** Hand-offs of one role to another: consecutive events of a case whose roles differ. */
    public record HandOff(String fromRole, String toRole, long all, long quick, Double rate) {}

    /** A line of a log. */
    public record Line(
            String log,
            String caseId,
            String activity,
            Instant at,
            String resource,
            String role,
            String verb,
            String attributes,
            Long batchId,
            Long lineNo) {}

    public List<Log> logs() {
        return jdbc.sql("""
                        select log, count(distinct case_id) as cases, count(*) as events, count(distinct officer_id) as officers,
                          count(distinct subject_id) as subjects, min(at) as first, max(at) as last
                        from control.event_log group by log order by log""").query(Log.class).list();
    }

    /** Decisions are approvals and rejections; a role without any has no rate. */
    public List<Role> roles(String log) {
        return jdbc.sql("""
                        select coalesce(role, '') as role, count(*) as events, count(*) filter (where verb in ('APPROVE', 'REJECT')) as decisions,
                          count(*) filter (where verb = 'REJECT') as rejected,
                          count(*) filter (where verb = 'REJECT')::double precision / nullif(count(*) filter (where verb in ('APPROVE', 'REJECT')), 0) as rate
                        from control.event_log where log = ? group by 1 order by events desc, 1""").param(log).query(Role.class).list();
    }

    public List<HandOff> handOffs(String log) {
        return jdbc.sql("""
                        with steps as (
                          select coalesce(role, '') as to_role, at, lag(coalesce(role, '')) over w as from_role, lag(at) over w as before
                          from control.event_log where log = ? window w as (partition by case_id order by at, line_no))
                        select from_role, to_role, count(*) as all, count(*) filter (where at - before < interval '60 seconds') as quick,
                          count(*) filter (where at - before < interval '60 seconds')::double precision / count(*) as rate
                        from steps where from_role <> to_role group by 1, 2 order by quick desc, count(*) desc, 1, 2""").param(log).query(HandOff.class).list();
    }

    /** Lines of quick hand-offs between two roles, each with the line before it. */
    public List<Line> quick(String log, String from, String to, int limit) {
        return jdbc.sql("""
                        with steps as (
                          select e.*, lag(coalesce(role, '')) over w as from_role, lag(at) over w as before
                          from control.event_log e where log = ? and (e.office_id is null and e.subject_id is null or exists (
                            select from organization.v_office o where o.id = e.office_id and o.path like ?)) window w as (partition by case_id order by at, line_no))
                        select log, case_id, activity, at, resource, role, verb, attributes::text as attributes, batch_id, line_no
                        from steps where from_role = ? and coalesce(role, '') = ? and from_role <> coalesce(role, '')
                          and at - before < interval '60 seconds' order by at, case_id limit ?""")
                .params(log, CurrentActor.get().scope(), from, to, limit)
                .query(Line.class)
                .list();
    }

    /** All lines of one case. */
    public List<Line> lines(String log, String caseId) {
        return jdbc.sql("""
                        select log, case_id, activity, at, resource, role, verb, attributes::text as attributes, batch_id, line_no
                        from control.event_log e where log = ? and case_id = ? and (e.office_id is null and e.subject_id is null or exists (
                          select from organization.v_office o where o.id = e.office_id and o.path like ?)) order by at, line_no""")
                .params(log, caseId, CurrentActor.get().scope())
                .query(Line.class)
                .list();
    }
}
