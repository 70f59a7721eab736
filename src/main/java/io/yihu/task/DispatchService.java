package io.yihu.task;

import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Gives queued tasks to officers by {@link DispatchPolicy}: one dispatcher at a time, the most pressing task first. */
@Service
@RequiredArgsConstructor
public class DispatchService {
    private final DispatchInputs inputs;
    private final DispatchWriting writing;
    private final MatterTypes types;
    private final YihuClock clock;

    /** Dispatches all queued tasks; what finds nobody stays queued with the reason. */
    @Traced("task.dispatch.run")
    public DispatchResult dispatch() {
        return dispatch("ALL", false);
    }

    /** Dispatches queued HIGH tasks only. */
    @Traced("task.dispatch.urgent")
    public DispatchResult dispatchUrgent() {
        return dispatch("URGENT", true);
    }

    private DispatchResult dispatch(String cause, boolean urgentOnly) {
        long begin = System.nanoTime();
        inputs.waitForOtherDispatcher();
        Instant now = clock.instant();
        List<DispatchInputs.Queued> queue = inputs.lockQueue(urgentOnly);
        List<DispatchWriting.Decision> decisions = queue.isEmpty() ? List.of() : decide(queue, now);
        int dispatched =
                (int) decisions.stream().filter(DispatchWriting.Decision::found).count();
        long run = writing.keepRun(now, cause, queue.size(), dispatched);
        writing.keepCandidates(run, decisions);
        writing.assign(decisions, now);
        writing.keepReasons(decisions);
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        writing.keepDuration(run, millis);
        Trail.object("task.dispatch", run);
        Trail.note("considered", queue.size());
        Trail.note("dispatched", dispatched);
        return new DispatchResult(run, queue.size(), dispatched, queue.size() - dispatched, millis);
    }

    /** One after the other: each decision fills its officer before the next is made. */
    private List<DispatchWriting.Decision> decide(List<DispatchInputs.Queued> queue, Instant now) {
        Map<String, MatterType> known = types.all();
        DispatchInputs.World world = inputs.world(queue, LocalDate.ofInstant(now, YihuClock.CHINA));
        List<DispatchWriting.Decision> decisions = new ArrayList<>(queue.size());
        for (DispatchInputs.Queued task : queue) {
            DispatchPolicy.Ask ask =
                    new DispatchPolicy.Ask(task.id(), known.get(task.matterType()), task.weightedMinutes());
            List<DispatchPolicy.Candidate> ranked = DispatchPolicy.rank(ask, world.options(task));
            DispatchWriting.Decision decision =
                    new DispatchWriting.Decision(task, ranked, world.reason(task, ranked), null);
            if (!ranked.isEmpty() && ranked.get(0).excluded() == null) {
                DispatchPolicy.Candidate chosen = ranked.get(0);
                world.take(task, chosen.officerId());
                decision = new DispatchWriting.Decision(task, ranked, null, chosen);
            }
            decisions.add(decision);
        }
        return decisions;
    }
}
