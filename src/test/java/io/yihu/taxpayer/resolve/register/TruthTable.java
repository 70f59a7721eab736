package io.yihu.taxpayer.resolve.register;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Clusters of registrations against the truth, by evidence kind. */
public final class TruthTable {
    private final Map<Long, Long> root = new HashMap<>();
    private final DemoRegister demo;
    final Map<String, int[]> byKind = new TreeMap<>();
    final double precision;
    final double recall;
    final int subjects;

    public TruthTable(DemoRegister demo, Collection<Judged> pairs) {
        this.demo = demo;
        pairs.stream()
                .filter(pair -> pair.outcome().equals("LINKED"))
                .forEach(pair -> root.put(find(pair.partyA()), find(pair.partyB())));
        Map<Long, Integer> found = new HashMap<>();
        Map<String, Integer> real = new HashMap<>();
        Map<String, Integer> both = new HashMap<>();
        Map<String, Long> clusterOf = new HashMap<>();
        Set<Long> clusters = new HashSet<>();
        for (int i = 0; i < demo.register.size(); i++) {
            long cluster = find(demo.register.party[i]);
            String subject = demo.subject.get(demo.register.serial[i]);
            clusters.add(cluster);
            clusterOf.put(demo.register.serial[i], cluster);
            found.merge(cluster, 1, Integer::sum);
            real.merge(subject, 1, Integer::sum);
            both.merge(subject + cluster, 1, Integer::sum);
        }
        demo.kind.forEach((serial, kind) -> {
            if (!kind.equals("OWN")) {
                int[] count = byKind.computeIfAbsent(kind, none -> new int[2]);
                count[1]++;
                count[0] += clusterOf.get(serial).equals(clusterOf.get(demo.subject.get(serial))) ? 1 : 0;
            }
        });
        precision = pairs(both.values()) / Math.max(1, pairs(found.values()));
        recall = pairs(both.values()) / Math.max(1, pairs(real.values()));
        subjects = clusters.size();
    }

    boolean together(String serialA, String serialB) {
        return find(party(serialA)) == find(party(serialB));
    }

    private long party(String serial) {
        for (int i = 0; i < demo.register.size(); i++) {
            if (demo.register.serial[i].equals(serial)) {
                return demo.register.party[i];
            }
        }
        throw new IllegalArgumentException(serial);
    }

    private static double pairs(Collection<Integer> sizes) {
        return sizes.stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
    }

    private long find(long party) {
        long at = party;
        while (root.containsKey(at) && root.get(at) != at) {
            at = root.get(at);
        }
        return at;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format("precision %.4f recall %.4f subjects %d", precision, recall, subjects));
        byKind.forEach((kind, count) -> text.append(String.format("%n%s found %d of %d", kind, count[0], count[1])));
        return text.toString();
    }
}
