package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Changes the levers of the dispatch; every change is a new version with its reason, holding from the next dispatch on. */
@Service
@RequiredArgsConstructor
public class PolicyService {
    private final JdbcClient jdbc;
    private final DispatchPolicies policies;
    private final YihuClock clock;

    /**
     * @param basedOn the version the person looked at: another one by now is refused, so is a second click
     * @return the new version
     */
    @Traced("task.policy.change")
    public int change(DispatchLevers wanted, int basedOn, String reason) {
        String said = StepPolicy.said(reason);
        jdbc.sql("select pg_advisory_xact_lock(hashtext('task.policy'))")
                .query((row, n) -> 0)
                .list();
        DispatchLevers now = policies.current();
        if (now.version() != basedOn) {
            throw Refusal.conflict("task.refused.policyMoved", now.version());
        }
        DispatchLevers next = wanted.checked().as(now.version() + 1);
        if (next.sameAs(now)) {
            throw Refusal.invalid("task.refused.policySame");
        }
        jdbc.sql("""
                        insert into task.dispatch_policy (version, skill_pct, room_pct, continuity_pct, horizon_days, full_pct, hard_cap,
                          gate_overdue, gate_days, preempt, reason, changed_at, changed_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?)""")
                .params(
                        next.version(),
                        next.skillPct(),
                        next.roomPct(),
                        next.continuityPct(),
                        next.horizonDays(),
                        next.fullPct(),
                        next.hardCap(),
                        next.gateOverdue(),
                        next.gateDays(),
                        next.preempt(),
                        said,
                        clock.instant().toString(),
                        CurrentActor.get().login())
                .update();
        Trail.object("task.policy", next.version());
        Trail.change("levers", now, next);
        Trail.note("reason", said);
        return next.version();
    }
}
