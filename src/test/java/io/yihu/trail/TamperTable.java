package io.yihu.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** So many random single tamperings over all kinds, each verified through the public verifier, as a table. */
final class TamperTable {
    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();

    static TamperTable run(Tampering log, TrailVerifier verifier, int times, long seed) throws Exception {
        TamperTable table = new TamperTable();
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            TamperKind kind = TamperKind.ALL_KINDS.get(i % TamperKind.ALL_KINDS.size());
            long k = random.nextInt(Tampering.ALL);
            var located = kind.act().apply(log, k, random);
            VerifyReport report = verifier.verify(rows -> {});
            table.count(kind, k, report, !report.intact() && located.test(report));
            if (kind.touchesOutside()) {
                log.putBackOutside();
            }
            log.putBack();
        }
        return table;
    }

    private void count(TamperKind kind, long k, VerifyReport report, boolean located) {
        int[] count = counts.computeIfAbsent("%-20s %s".formatted(kind.group(), kind.name()), name -> new int[3]);
        count[0]++;
        count[1] += report.intact() ? 0 : 1;
        count[2] += located ? 1 : 0;
        if (!located) {
            missed.add(kind.group() + ", " + kind.name() + " at row " + k + ": " + report.problems());
        }
    }

    /** Those not detected, or detected but not located. */
    List<String> missed() {
        return missed;
    }

    void print() {
        System.out.printf("%-62s %8s %9s %8s%n", "tampering by a superuser in SQL", "tried", "detected", "located");
        int[] all = new int[3];
        counts.forEach((name, count) -> {
            System.out.printf("%-62s %8d %9d %8d%n", name, count[0], count[1], count[2]);
            for (int i = 0; i < all.length; i++) {
                all[i] += count[i];
            }
        });
        System.out.printf("%-62s %8d %9d %8d%n", "all", all[0], all[1], all[2]);
    }
}
