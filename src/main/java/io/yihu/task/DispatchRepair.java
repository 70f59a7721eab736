package io.yihu.task;

import io.yihu.task.DispatchPlan.Decision;
import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Slot;
import io.yihu.task.DispatchPolicy.Ties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes room for tasks that found nobody: another task of the same queue moves to an officer who has room, and that may move a
 * third (augmenting chains). With a hard cap small connected parts are then improved as a whole by {@link DispatchSearch}.
 */
final class DispatchRepair {
    private static final int DEPTH = 3;
    private static final int SEARCHED = 400;
    private final List<Decision> decisions;
    private final DispatchWorld world;
    /** For each task the slots that are open to it whatever the load; empty for tasks that stay where they are. */
    private final List<List<Slot>> open = new ArrayList<>();

    private final Slot[] place;
    private final Map<Officer, List<Integer>> given = new HashMap<>();
    private int budget;

    DispatchRepair(List<Decision> decisions, DispatchWorld world) {
        this.decisions = decisions;
        this.world = world;
        this.place = new Slot[decisions.size()];
        this.budget = 2_000_000 + 50 * decisions.size();
        Map<Long, Integer> ordersSeen = new HashMap<>();
        decisions.forEach(each -> ordersSeen.merge(each.task().workOrderId(), 1, Integer::sum));
        for (int t = 0; t < decisions.size(); t++) {
            Decision each = decisions.get(t);
            boolean movable = ordersSeen.get(each.task().workOrderId()) == 1 && !"SAME_ORDER".equals(each.cause());
            open.add(movable ? slots(each.task()) : List.of());
            if (each.found()) {
                place[t] = each.chosen().slot();
                given.computeIfAbsent(place[t].officer(), o -> new ArrayList<>())
                        .add(t);
            }
        }
    }

    private List<Slot> slots(QueuedTask task) {
        var avoided = world.avoidedBy.getOrDefault(task.subjectId(), java.util.Set.of());
        return world.pool(task).slots().stream()
                .filter(slot -> slot.standing() == null
                        && !avoided.contains(slot.officer().id()))
                .toList();
    }

    /** For each decision the candidate it ends with, null where nobody was found still. */
    List<Candidate> settle() {
        for (int t = 0; t < place.length; t++) {
            if (place[t] == null && !open.get(t).isEmpty()) {
                place(t, DEPTH, new ArrayList<>());
            }
        }
        if (world.levers.hardCap()) {
            DispatchSearch.improve(decisions, open, place, world.levers, SEARCHED);
        }
        List<Candidate> settled = new ArrayList<>(place.length);
        for (int t = 0; t < place.length; t++) {
            settled.add(place[t] == null ? null : candidate(t));
        }
        return settled;
    }

    private Candidate candidate(int t) {
        Decision decision = decisions.get(t);
        long officer = place[t].officer().id();
        if (decision.found() && decision.chosen().officerId() == officer) {
            return decision.chosen();
        }
        QueuedTask task = decision.task();
        Ties ties = world.related(task).getOrDefault(officer, Ties.NONE);
        return DispatchPolicy.weigh(task.id(), task.minutes(), place[t], ties, world.levers);
    }

    private boolean place(int t, int depth, List<Officer> visited) {
        if (budget <= 0) {
            return false;
        }
        long minutes = decisions.get(t).task().minutes();
        List<Slot> choices = open.get(t).stream()
                .filter(slot -> !visited.contains(slot.officer()))
                .sorted(Comparator.comparingInt((Slot slot) -> -slot.skill())
                        .thenComparingInt(slot -> DispatchPolicy.saturation(slot.officer())))
                .toList();
        budget -= choices.size();
        for (Slot slot : choices) {
            if (DispatchPolicy.hasRoom(slot.officer(), minutes, world.levers)) {
                put(t, slot);
                return true;
            }
        }
        return depth > 0 && choices.stream().anyMatch(slot -> displace(t, slot, depth, visited));
    }

    private boolean displace(int t, Slot slot, int depth, List<Officer> visited) {
        Officer officer = slot.officer();
        long minutes = decisions.get(t).task().minutes();
        visited.add(officer);
        for (int u : List.copyOf(given.getOrDefault(officer, List.of()))) {
            budget--;
            if (open.get(u).isEmpty()) {
                continue;
            }
            Slot was = place[u];
            remove(u);
            if (DispatchPolicy.hasRoom(officer, minutes, world.levers) && place(u, depth - 1, visited)) {
                put(t, slot);
                visited.remove(officer);
                return true;
            }
            put(u, was);
        }
        visited.remove(officer);
        return false;
    }

    private void put(int t, Slot slot) {
        place[t] = slot;
        slot.officer().take(decisions.get(t).task().minutes());
        given.computeIfAbsent(slot.officer(), o -> new ArrayList<>()).add(t);
    }

    private void remove(int t) {
        Officer officer = place[t].officer();
        officer.give(decisions.get(t).task().minutes());
        given.get(officer).remove((Integer) t);
        place[t] = null;
    }
}
