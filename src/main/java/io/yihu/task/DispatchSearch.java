package io.yihu.task;

import io.yihu.task.DispatchPlan.Decision;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Improves a plan under hard caps as a whole, one connected part at a time: shifts and swaps, the best first, with a short
 * memory against going back and a price on minutes above the cap that rises while there are any ({@link Part}).
 *
 * <p>The value of a plan: Σ over tasks (skill weight · skill + continuity weight · continuity + room weight) − room weight · Σ over
 * officers available · (S² − s²) ÷ 2m, with s and S the officer's saturation before and after and m the mean minutes of a task: what the
 * formula adds up to, whatever the order of the tasks.
 */
final class DispatchSearch {
    private DispatchSearch() {}

    /** Changes {@code place}; parts with more than {@code most} tasks stay as they are. */
    static void improve(
            List<Decision> decisions, List<List<Slot>> open, Slot[] place, DispatchLevers levers, int most) {
        for (List<Integer> tasks : parts(open)) {
            if (tasks.size() > 1 && tasks.size() <= most) {
                improvePart(decisions, open, place, levers, tasks);
            }
        }
    }

    /** Tasks that reach each other through officers. */
    private static List<List<Integer>> parts(List<List<Slot>> open) {
        Map<Object, Object> root = new HashMap<>();
        for (int t = 0; t < open.size(); t++) {
            for (Slot slot : open.get(t)) {
                root.put(find(root, slot.officer()), find(root, t));
            }
        }
        Map<Object, List<Integer>> parts = new LinkedHashMap<>();
        for (int t = 0; t < open.size(); t++) {
            if (!open.get(t).isEmpty()) {
                parts.computeIfAbsent(find(root, t), r -> new ArrayList<>()).add(t);
            }
        }
        return List.copyOf(parts.values());
    }

    private static Object find(Map<Object, Object> root, Object of) {
        Object at = of;
        while (!root.getOrDefault(at, at).equals(at)) {
            Object above = root.get(at);
            root.put(at, root.getOrDefault(above, above));
            at = root.get(at);
        }
        return at;
    }

    private static void improvePart(
            List<Decision> decisions, List<List<Slot>> open, Slot[] place, DispatchLevers levers, List<Integer> tasks) {
        Map<Officer, Integer> index = new LinkedHashMap<>();
        tasks.forEach(t -> open.get(t).forEach(slot -> index.putIfAbsent(slot.officer(), index.size())));
        List<Officer> officers = List.copyOf(index.keySet());
        Part part = new Part(tasks.size(), officers.size());
        for (int j = 0; j < officers.size(); j++) {
            Officer o = officers.get(j);
            part.cap[j] = (long) o.available * levers.fullPct();
            part.available[j] = o.available * 100L;
            part.load[j] = o.load;
        }
        long sum = 0;
        for (int i = 0; i < tasks.size(); i++) {
            Decision decision = decisions.get(tasks.get(i));
            part.minutes[i] = decision.task().minutes();
            sum += part.minutes[i];
            java.util.Arrays.fill(part.value[i], Double.NEGATIVE_INFINITY);
            for (Slot slot : open.get(tasks.get(i))) {
                long id = slot.officer().id();
                boolean knows = decision.ranked().stream().anyMatch(c -> c.officerId() == id && c.knows());
                part.value[i][index.get(slot.officer())] = (levers.skillPct()
                                        * (double) slot.skill()
                                        / DispatchPolicy.ONE
                                + (knows ? levers.continuityPct() : 0))
                        / 100;
            }
            Slot at = place[tasks.get(i)];
            part.at[i] = at == null ? -1 : index.get(at.officer());
            if (at != null) {
                part.load[index.get(at.officer())] -= part.minutes[i];
            }
        }
        part.price(levers.roomPct() / 100.0, (double) sum / tasks.size());
        int[] found = part.search();
        for (int i = 0; i < found.length; i++) {
            move(decisions, open, place, tasks.get(i), found[i] < 0 ? null : officers.get(found[i]));
        }
    }

    private static void move(List<Decision> decisions, List<List<Slot>> open, Slot[] place, int t, Officer to) {
        Officer from = place[t] == null ? null : place[t].officer();
        if (from == to) {
            return;
        }
        long minutes = decisions.get(t).task().minutes();
        if (from != null) {
            from.give(minutes);
        }
        place[t] = to == null
                ? null
                : open.get(t).stream()
                        .filter(slot -> slot.officer() == to)
                        .findFirst()
                        .orElseThrow();
        if (to != null) {
            to.take(minutes);
        }
    }
}
