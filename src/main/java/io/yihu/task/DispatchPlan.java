package io.yihu.task;

import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Decides a whole queue, the most pressing task first: each decision fills its officer before the next is made. What finds
 * nobody with room is tried again by moving others of this queue along ({@link DispatchRepair}).
 */
final class DispatchPlan {
    /** Above so many candidates in all only the best few of each task are kept. */
    private static final int ALL_KEPT = 200_000;

    private static final int FEW = 3;

    private DispatchPlan() {}

    /**
     * Who gets a task, or why nobody does.
     *
     * @param ranked candidates as weighed when its turn came, best first; of a large queue the first few
     * @param cause BEST, SAME_ORDER or REPAIRED; null when nobody was found
     */
    record Decision(
            QueuedTask task,
            List<Candidate> ranked,
            int candidates,
            int eligible,
            Candidate chosen,
            String cause,
            String reason) {
        boolean found() {
            return chosen != null;
        }
    }

    static List<Decision> decide(List<QueuedTask> queue, DispatchWorld world) {
        long all = 0;
        for (QueuedTask task : queue) {
            all += world.pool(task).slots().size();
        }
        int kept = all <= ALL_KEPT ? Integer.MAX_VALUE : FEW;
        List<Decision> decisions = new ArrayList<>(queue.size());
        for (QueuedTask task : queue) {
            decisions.add(one(task, world, kept));
        }
        repair(decisions, world);
        return decisions;
    }

    private static Decision one(QueuedTask task, DispatchWorld world, int kept) {
        DispatchPool pool = world.pool(task);
        var related = world.related(task);
        Candidate chosen = pool.choose(task.id(), task.minutes(), related);
        List<Candidate> ranked = pool.ranked(task.id(), task.minutes(), related);
        Predicate<Candidate> fit = candidate -> candidate.excluded() == null;
        int eligible = (int) ranked.stream().filter(fit).count();
        if (chosen != null) {
            world.take(task, chosen.officerId());
        }
        return new Decision(
                task,
                ranked.size() <= kept ? ranked : List.copyOf(ranked.subList(0, kept)),
                ranked.size(),
                eligible,
                chosen,
                chosen == null ? null : chosen.sameOrder() ? "SAME_ORDER" : "BEST",
                chosen == null ? world.reason(task) : null);
    }

    private static void repair(List<Decision> decisions, DispatchWorld world) {
        boolean wanting = decisions.stream().anyMatch(each -> !each.found() && each.candidates() > 0);
        if (!wanting && !world.levers.hardCap()) {
            return;
        }
        List<Candidate> settled = new DispatchRepair(decisions, world).settle();
        for (int i = 0; i < settled.size(); i++) {
            Decision was = decisions.get(i);
            Candidate now = settled.get(i);
            if (now != null && (was.chosen() == null || was.chosen().officerId() != now.officerId())) {
                decisions.set(
                        i,
                        new Decision(
                                was.task(), was.ranked(), was.candidates(), was.eligible(), now, "REPAIRED", null));
            }
        }
    }

    /** Officers who were weighed for any of these tasks. */
    static Set<Officer> weighed(List<Decision> decisions, DispatchWorld world) {
        Set<Officer> officers = new TreeSet<>((one, other) -> Long.compare(one.id(), other.id()));
        decisions.forEach(each -> world.pool(each.task()).slots().forEach(slot -> officers.add(slot.officer())));
        return officers;
    }
}
