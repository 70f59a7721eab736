package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Keeps every firing, with a row in the log; a supervisor judges afterwards whether it was a violation. */
@Service
@RequiredArgsConstructor
public class FiringService {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final YihuClock clock;

    @Traced("control.firing.keep")
    public long keep(Firing firing) {
        Actor actor = CurrentActor.get();
        Trail.object("control", firing.point());
        Trail.subject(firing.subjectId());
        Trail.note("point", firing.point());
        Trail.note("controlOutcome", firing.outcome());
        Trail.note("step", firing.step());
        if (firing.reason() != null) {
            Trail.note("reason", firing.reason());
        }
        return jdbc.sql("""
                        insert into control.firing (at, point, level, outcome, asked, step, actor, actor_name, officer_id, office_id, office_path,
                          object_type, object_id, subject_id, reason, evidence)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) returning id""")
                .params(
                        now(),
                        firing.point(),
                        firing.level(),
                        firing.outcome(),
                        firing.asked(),
                        firing.step(),
                        actor.login(),
                        actor.name(),
                        actor.officerId(),
                        actor.officeId(),
                        actor.officePath(),
                        firing.objectType(),
                        firing.objectId(),
                        firing.subjectId(),
                        firing.reason(),
                        json.writeValueAsString(firing.evidence()))
                .query(Long.class)
                .single();
    }

    /** Whether a block was a true violation: said by a supervisor of the area who was not the one stopped. */
    @Traced("control.firing.judge")
    public void judge(long id, boolean violation, String note) {
        if (note == null || note.strip().length() < 5) {
            throw Refusal.invalid("control.refused.note", 5);
        }
        Actor actor = CurrentActor.get();
        Trail.object("firing", id);
        Trail.note("verdict", violation ? "VIOLATION" : "NO_VIOLATION");
        int judged = jdbc.sql("""
                        update control.firing set verdict = ?, verdict_by = ?, verdict_note = ?, verdict_at = ?
                        where id = ? and verdict is null and outcome = 'BLOCKED' and actor <> ? and office_path like ?""")
                .params(
                        violation ? "VIOLATION" : "NO_VIOLATION",
                        actor.login(),
                        note.strip(),
                        now(),
                        id,
                        actor.login(),
                        actor.scope())
                .update();
        if (judged == 0) {
            throw Refusal.conflict("control.refused.judged");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
