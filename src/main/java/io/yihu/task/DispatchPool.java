package io.yihu.task;

import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Slot;
import io.yihu.task.DispatchPolicy.Ties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * The officers who may be given one kind of matter of one set of grids, best first. While work is only given out scores only
 * fall, so an entry that turns out stale goes back with its new score and the first fresh one is the best.
 */
final class DispatchPool {
    private final Map<Long, Slot> slots = new HashMap<>();
    private final List<Slot> inOrder = new ArrayList<>();
    private final PriorityQueue<Entry> best = new PriorityQueue<>((one, other) -> {
        int byScore = Long.compare(other.score, one.score);
        return byScore != 0 ? byScore : Integer.compare(one.count, other.count);
    });
    private final DispatchLevers levers;

    private record Entry(Slot slot, long score, int count, int changes) {}

    DispatchPool(List<Slot> all, DispatchLevers levers) {
        this.levers = levers;
        for (Slot slot : all) {
            slots.put(slot.officer().id(), slot);
            inOrder.add(slot);
            if (slot.standing() == null) {
                best.add(entry(slot));
            }
        }
    }

    List<Slot> slots() {
        return inOrder;
    }

    Slot of(long officerId) {
        return slots.get(officerId);
    }

    private Entry entry(Slot slot) {
        Officer o = slot.officer();
        return new Entry(slot, DispatchPolicy.score(slot, false, levers), o.openCount, o.changes);
    }

    /**
     * The best officer for a task, null when there is none.
     *
     * @param related what is between this taxpayer and the few officers who have something to do with him
     */
    Candidate choose(long taskId, long minutes, Map<Long, Ties> related) {
        Candidate chosen = null;
        for (Map.Entry<Long, Ties> each : related.entrySet()) {
            Slot slot = slots.get(each.getKey());
            if (slot != null) {
                chosen = better(chosen, DispatchPolicy.weigh(taskId, minutes, slot, each.getValue(), levers));
            }
        }
        return better(chosen, ofTheOthers(taskId, minutes, related));
    }

    private static Candidate better(Candidate one, Candidate other) {
        if (other == null || other.excluded() != null) {
            return one;
        }
        return one == null || DispatchPolicy.BEST.compare(other, one) < 0 ? other : one;
    }

    private Candidate ofTheOthers(long taskId, long minutes, Map<Long, Ties> related) {
        List<Entry> back = new ArrayList<>();
        Entry first = null;
        Candidate chosen = null;
        Entry next;
        while ((next = best.poll()) != null) {
            Officer o = next.slot.officer();
            if (next.changes != o.changes) {
                best.add(entry(next.slot));
                continue;
            }
            boolean room = DispatchPolicy.hasRoom(o, minutes, levers);
            if (!room && !levers.hardCap()) {
                continue;
            }
            back.add(next);
            if (first != null && (next.score != first.score || next.count != first.count)) {
                break;
            }
            if (room && !related.containsKey(o.id())) {
                first = next;
                chosen = better(chosen, DispatchPolicy.weigh(taskId, minutes, next.slot, Ties.NONE, levers));
            }
        }
        best.addAll(back);
        return chosen;
    }

    /** Everybody weighed, best first. */
    List<Candidate> ranked(long taskId, long minutes, Map<Long, Ties> related) {
        Function<Slot, Candidate> weigh = slot -> DispatchPolicy.weigh(
                taskId, minutes, slot, related.getOrDefault(slot.officer().id(), Ties.NONE), levers);
        return DispatchPolicy.rank(inOrder.stream().map(weigh).toList());
    }
}
