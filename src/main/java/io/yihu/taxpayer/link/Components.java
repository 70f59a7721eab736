package io.yihu.taxpayer.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Connected parties; two that must stay apart never come together, whatever connects them. */
final class Components {
    private final Map<Long, Integer> index = new HashMap<>();
    private final long[] parties;
    private final int[] parent;
    private final Map<Integer, Set<Integer>> foes = new HashMap<>();

    Components(Collection<Long> members) {
        parties =
                members.stream().mapToLong(Long::longValue).distinct().sorted().toArray();
        parent = IntStream.range(0, parties.length).toArray();
        for (int i = 0; i < parties.length; i++) {
            index.put(parties[i], i);
        }
    }

    void forbid(long a, long b) {
        int one = root(index.get(a));
        int other = root(index.get(b));
        foes.computeIfAbsent(one, none -> new HashSet<>()).add(index.get(b));
        foes.computeIfAbsent(other, none -> new HashSet<>()).add(index.get(a));
    }

    /** False when the two are kept apart by what was forbidden. */
    boolean join(long a, long b) {
        int one = root(index.get(a));
        int other = root(index.get(b));
        if (one == other) {
            return true;
        }
        Set<Integer> hostile = foes.getOrDefault(one, Set.of());
        Set<Integer> others = foes.getOrDefault(other, Set.of());
        boolean apart = hostile.size() <= others.size()
                ? hostile.stream().anyMatch(foe -> root(foe) == other)
                : others.stream().anyMatch(foe -> root(foe) == one);
        if (apart) {
            return false;
        }
        parent[other] = one;
        Set<Integer> moved = foes.remove(other);
        if (moved != null) {
            foes.computeIfAbsent(one, none -> new HashSet<>()).addAll(moved);
        }
        return true;
    }

    Collection<List<Long>> groups() {
        Map<Integer, List<Long>> groups = new HashMap<>();
        for (int i = 0; i < parties.length; i++) {
            groups.computeIfAbsent(root(i), none -> new ArrayList<>()).add(parties[i]);
        }
        return groups.values();
    }

    private int root(int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
