package io.yihu.risk.quality;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.risk.FindingView;
import io.yihu.risk.RiskQueries;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A finding's way: identified, ranked, responded to, evaluated, archived; supervised all along. */
@Service
@RequiredArgsConstructor
public class LoopService {
    private final RiskQueries risk;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Where a finding stood among those of its run. */
    public record Rank(long place, long among, long sameLevel) {}

    /** The matter a finding led to. */
    public record Response(
            long matterId,
            Long taskId,
            String typeCode,
            String state,
            Instant createdAt,
            Instant dispatchedAt,
            Instant closedAt,
            String conclusion,
            String officer,
            String approver) {}

    /** What was learned of it. */
    public record Label(int value, double confidence, String source, String conclusion, Instant recordedAt) {}

    /** What it was worth. */
    public record Evaluation(
            String fit,
            String note,
            String evaluatedName,
            Instant evaluatedAt,
            Instant archivedAt,
            String archivedBy) {}

    /** A look or an act of somebody in charge. */
    public record Watched(Instant at, String name, String action, boolean reading) {}

    /** Everything of the page. */
    public record View(
            FindingView finding,
            Rank rank,
            Response response,
            Label label,
            Evaluation evaluation,
            List<Watched> supervised) {
        /** The stage it is in. */
        public String stage() {
            if (evaluation != null) {
                return evaluation.archivedAt() != null ? "ARCHIVED" : "EVALUATED";
            }
            return response == null ? "RANK" : response.closedAt() == null ? "RESPOND" : "EVALUATE";
        }
    }

    @Traced(value = "risk.loop.view", read = true)
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.MODEL_ADMIN})
    public View view(long findingId) {
        FindingView finding = risk.finding(findingId);
        Trail.object("finding", findingId);
        Trail.subject(finding.subjectId());
        return new View(
                finding, rank(finding), response(finding), label(finding), evaluation(finding), supervised(finding));
    }

    /** Says what a closed case was worth; by someone other than who handled it. */
    @Traced("risk.loop.evaluate")
    @RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN})
    public void evaluate(long findingId, String fit, String note) {
        FindingView finding = risk.finding(findingId);
        Response response = response(finding);
        if (response == null || response.closedAt() == null) {
            throw Refusal.conflict("risk.loop.notClosed");
        }
        if (fit == null || !fit.matches("APT|PARTLY|UNFIT")) {
            throw Refusal.invalid("risk.loop.noFit");
        }
        if (note == null || note.strip().length() < 8) {
            throw Refusal.invalid("risk.loop.noNote");
        }
        Long me = CurrentActor.get().officerId();
        boolean own = me != null
                && jdbc.sql(
                                "select exists (select from task.v_task where subject_id = ? and matter_id = ? and officer_id = ?)")
                        .params(finding.subjectId(), response.matterId(), me)
                        .query(Boolean.class)
                        .single();
        if (own) {
            throw Refusal.conflict("risk.loop.ownWork");
        }
        Trail.object("finding", findingId);
        Trail.subject(finding.subjectId());
        Trail.note("fit", fit);
        int written = jdbc.sql("""
                        insert into risk.evaluation (subject_id, finding_id, fit, note, evaluated_by, evaluated_name, evaluated_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (subject_id, finding_id) do nothing""")
                .params(
                        finding.subjectId(),
                        findingId,
                        fit,
                        note.strip(),
                        CurrentActor.get().login(),
                        CurrentActor.get().name(),
                        now())
                .update();
        if (written == 0) {
            throw Refusal.conflict("risk.loop.evaluated");
        }
    }

    /** Puts an evaluated case away; one that nobody has evaluated stays open. */
    @Traced("risk.loop.archive")
    @RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN})
    public void archive(long findingId) {
        FindingView finding = risk.finding(findingId);
        Trail.object("finding", findingId);
        Trail.subject(finding.subjectId());
        int archived = jdbc.sql("""
                        update risk.evaluation set archived_at = ?, archived_by = ?
                        where subject_id = ? and finding_id = ? and archived_at is null""")
                .params(now(), CurrentActor.get().login(), finding.subjectId(), findingId)
                .update();
        if (archived == 0) {
            throw Refusal.conflict(evaluation(finding) == null ? "risk.loop.notEvaluated" : "risk.loop.archived");
        }
    }

    private Rank rank(FindingView finding) {
        return jdbc.sql("""
                        select 1 + count(*) filter (where score > ?) as place, count(*) as among,
                          count(*) filter (where level = ?) as same_level from risk.finding where run_id = ?""")
                .params(finding.score(), finding.level(), finding.runId())
                .query(Rank.class)
                .single();
    }

    private Response response(FindingView finding) {
        return finding.matterId() == null
                ? null
                : jdbc.sql("""
                        select m.id as matter_id, t.id as task_id, m.type_code, m.state, m.created_at, t.dispatched_at, m.closed_at,
                          m.conclusion, f.name as officer, a.name as approver
                        from task.v_matter m
                        left join task.v_task t on t.subject_id = m.subject_id and t.matter_id = m.id
                        left join organization.v_officer f on f.id = t.officer_id
                        left join organization.v_officer a on a.id = t.approver_id
                        where m.subject_id = ? and m.id = ? order by t.id desc limit 1""")
                        .params(finding.subjectId(), finding.matterId())
                        .query(Response.class)
                        .optional()
                        .orElse(null);
    }

    private Label label(FindingView finding) {
        return jdbc.sql("""
                        select value, confidence, source, conclusion, recorded_at from risk.label
                        where subject_id = ? and matter_id = ?""")
                .params(finding.subjectId(), finding.matterId())
                .query(Label.class)
                .optional()
                .orElse(null);
    }

    private Evaluation evaluation(FindingView finding) {
        return jdbc.sql("""
                        select fit, note, evaluated_name, evaluated_at, archived_at, archived_by from risk.evaluation
                        where subject_id = ? and finding_id = ?""")
                .params(finding.subjectId(), finding.id())
                .query(Evaluation.class)
                .optional()
                .orElse(null);
    }

    /** Acts and looks about the taxpayer since the finding, by supervisors of its office or above. */
    private List<Watched> supervised(FindingView finding) {
        return jdbc.sql("""
                        select a.happened_at as at, a.actor_name as name, a.action, a.reading from trail.v_action a
                        where a.subject_id = ? and a.happened_at >= ? and a.officer_id is not null
                          and a.officer_id is distinct from (select t.officer_id from task.v_task t
                            where t.subject_id = a.subject_id and t.matter_id = ? order by t.id desc limit 1)
                        order by a.happened_at desc limit 12""")
                .params(finding.subjectId(), finding.createdAt().atOffset(ZoneOffset.UTC), finding.matterId())
                .query(Watched.class)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
