package io.yihu.task;

import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Slot;
import io.yihu.task.DispatchPolicy.Ties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All inputs of one dispatch; loads grow as it goes on. */
final class DispatchWorld {
    final DispatchLevers levers;
    final Map<String, MatterType> types;
    final Map<Long, List<Long>> members = new HashMap<>();
    final Map<Long, List<Long>> gridsOfSubject = new HashMap<>();
    final Map<Long, Officer> officers = new HashMap<>();
    final Map<Long, Set<Long>> avoidedBy = new HashMap<>();
    final Map<Long, Set<Long>> knownBy = new HashMap<>();
    final Map<Long, Long> orderOwner = new HashMap<>();
    private final Map<PoolKey, DispatchPool> pools = new HashMap<>();

    private record PoolKey(List<Long> grids, String matterType) {}

    DispatchWorld(DispatchLevers levers, Map<String, MatterType> types) {
        this.levers = levers;
        this.types = types;
    }

    /** Grids of the taxpayer, the narrowest first; a candidate of several counts for the first of them. */
    DispatchPool pool(QueuedTask task) {
        List<Long> grids = gridsOfSubject.getOrDefault(task.subjectId(), List.of());
        return pools.computeIfAbsent(new PoolKey(grids, task.matterType()), this::fill);
    }

    private DispatchPool fill(PoolKey key) {
        Map<Long, Long> gridOf = new LinkedHashMap<>();
        key.grids.forEach(
                grid -> members.getOrDefault(grid, List.of()).forEach(officer -> gridOf.putIfAbsent(officer, grid)));
        MatterType type = types.get(key.matterType);
        List<Slot> slots = new ArrayList<>(gridOf.size());
        gridOf.forEach((id, grid) -> {
            Officer officer = officers.get(id);
            if (officer != null) {
                slots.add(new Slot(
                        officer,
                        grid,
                        DispatchPolicy.skill(type, officer.profile.skills()),
                        DispatchPolicy.standing(type, officer, levers)));
            }
        });
        return new DispatchPool(slots, levers);
    }

    /** Officers who have something to do with the taxpayer of a task: few, so they are weighed one by one. */
    Map<Long, Ties> related(QueuedTask task) {
        Set<Long> avoided = avoidedBy.getOrDefault(task.subjectId(), Set.of());
        Set<Long> known = knownBy.getOrDefault(task.subjectId(), Set.of());
        Long owner = orderOwner.get(task.workOrderId());
        if (avoided.isEmpty() && known.isEmpty() && owner == null) {
            return Map.of();
        }
        Set<Long> all = new HashSet<>(avoided);
        all.addAll(known);
        if (owner != null) {
            all.add(owner);
        }
        Map<Long, Ties> related = new HashMap<>();
        all.forEach(id -> related.put(id, new Ties(avoided.contains(id), known.contains(id), id.equals(owner))));
        return related;
    }

    void take(QueuedTask task, long officer) {
        officers.get(officer).take(task.minutes());
        knownBy.computeIfAbsent(task.subjectId(), id -> new HashSet<>()).add(officer);
        orderOwner.putIfAbsent(task.workOrderId(), officer);
    }

    /** Why nobody was found. */
    String reason(QueuedTask task) {
        if (!gridsOfSubject.containsKey(task.subjectId())) {
            return "NO_GRID";
        }
        return pool(task).slots().isEmpty() ? "NO_MEMBER" : "ALL_EXCLUDED";
    }
}
