package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchPlan.Decision;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Gives queued tasks to officers by {@link DispatchPolicy}: one dispatcher at a time, the most pressing task first. */
@Service
@RequiredArgsConstructor
public class DispatchService {
    private final DispatchInputs inputs;
    private final DispatchPolicies policies;
    private final DispatchPreemption preemption;
    private final DispatchWriting writing;
    private final DispatchRecord record;
    private final TierRouting tiers;
    private final TaskAccess access;
    private final YihuClock clock;

    /** Dispatches all queued tasks; what finds nobody stays queued with the reason. */
    @Traced("task.dispatch.run")
    public DispatchResult dispatch() {
        inputs.waitForOtherDispatcher();
        return dispatch("ALL", inputs.lockQueue(false));
    }

    /** Dispatches queued HIGH tasks only. */
    @Traced("task.dispatch.urgent")
    public DispatchResult dispatchUrgent() {
        inputs.waitForOtherDispatcher();
        return dispatch("URGENT", inputs.lockQueue(true));
    }

    /** Dispatches of these tasks those that are queued and lie in the actor's scope. */
    @Traced("task.dispatch.chosen")
    public DispatchResult dispatchChosen(List<Long> taskIds) {
        inputs.waitForOtherDispatcher();
        return dispatch("CHOSEN", inputs.lockChosen(taskIds, CurrentActor.get().scope()));
    }

    /** Dispatches one queued task of the actor's scope now; refused when it does not wait any more. */
    @Traced("task.dispatch.one")
    public DispatchResult dispatchOne(long taskId) {
        Trail.subject(access.supervised(taskId).getSubjectId());
        inputs.waitForOtherDispatcher();
        List<QueuedTask> queue = inputs.lockOne(taskId);
        if (queue.isEmpty()) {
            throw Refusal.conflict("task.refused.notQueued");
        }
        return dispatch("SINGLE", queue);
    }

    private DispatchResult dispatch(String cause, List<QueuedTask> queue) {
        long begin = System.nanoTime();
        Instant now = clock.instant();
        DispatchLevers levers = policies.current();
        List<Decision> decisions = List.of();
        List<DispatchPreemption.Displaced> displaced = List.of();
        long run = record.begin(now, cause, queue.size(), levers.version());
        List<QueuedTask> rest = tiers.assign(run, queue, now);
        if (!rest.isEmpty()) {
            DispatchWorld world = inputs.world(rest, now, levers);
            decisions = DispatchPlan.decide(rest, world);
            displaced = preemption.makeRoom(decisions, world);
            record.keepInputs(run, decisions, world);
            record.keepCandidates(run, decisions);
            writing.assign(run, decisions, displaced, now);
            writing.keepReasons(decisions);
        }
        int dispatched = queue.size()
                - rest.size()
                + (int) decisions.stream().filter(Decision::found).count();
        int repaired = (int) decisions.stream()
                .filter(each -> "REPAIRED".equals(each.cause()))
                .count();
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        record.finish(run, queue.size(), dispatched, repaired, displaced.size(), millis);
        Trail.object("task.dispatch", run);
        Trail.note("considered", queue.size());
        Trail.note("dispatched", dispatched);
        return new DispatchResult(run, queue.size(), dispatched, queue.size() - dispatched, millis);
    }
}
