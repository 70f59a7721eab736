package io.yihu.taxpayer.resolve.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Transitive closure of accepted pairs, strongest first, that refuses a bridge by one weak link: two groups join only if all their
 * records together speak for it.
 *
 * @param number cluster of each record, from 1
 * @param linked indexes of the pairs inside clusters that were accepted
 * @param queued indexes of the pairs a person should look at: not sure enough, or refused as a bridge
 */
public record Clusters(int[] number, int count, int[] linked, int[] queued) {
    private static final int LOOKED_AT = 400;
    /** One pair's evidence counts at most this much for or against, natural logarithm. */
    private static final double BOUND = 8;

    private static final double SPEAKS_FOR = 3;

    /** @param queue log-odds from which a pair that is not linked is worth a person's time */
    public static Clusters of(int records, long[] pairs, double[] logOdds, Weights weights, double link, double queue) {
        int[] order = IntStream.range(0, pairs.length)
                .filter(i -> logOdds[i] >= queue)
                .boxed()
                .sorted((x, y) -> Double.compare(logOdds[y], logOdds[x]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] cluster = IntStream.range(0, records).toArray();
        int[][] members = new int[records][];
        for (int index : order) {
            if (logOdds[index] < link) {
                break;
            }
            int a = cluster[Pairs.first(pairs[index])];
            int b = cluster[Pairs.second(pairs[index])];
            if (a != b) {
                int[] some = members[a] == null ? new int[] {a} : members[a];
                int[] others = members[b] == null ? new int[] {b} : members[b];
                if (coheres(some, others, weights)) {
                    join(cluster, members, some, others, a, b);
                }
            }
        }
        int[] number = numbered(cluster);
        int[] linked = Arrays.stream(order)
                .filter(i -> logOdds[i] >= link && together(number, pairs[i]))
                .toArray();
        int[] queued =
                Arrays.stream(order).filter(i -> !together(number, pairs[i])).toArray();
        int count = Arrays.stream(number).max().orElse(0);
        return new Clusters(number, count, linked, queued);
    }

    private static boolean together(int[] number, long pair) {
        return number[Pairs.first(pair)] == number[Pairs.second(pair)];
    }

    private static void join(int[] cluster, int[][] members, int[] some, int[] others, int a, int b) {
        int large = some.length >= others.length ? a : b;
        int small = large == a ? b : a;
        for (int record : small == a ? some : others) {
            cluster[record] = large;
        }
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        members[large] = all;
        members[small] = null;
    }

    /** Does the mean evidence between two groups speak for one entity? What is missing says nothing. */
    private static boolean coheres(int[] some, int[] others, Weights weights) {
        double prior = Math.log(weights.prior());
        double sum = 0;
        int looked = 0;
        for (int a : some) {
            for (int b : others) {
                sum += Math.max(-BOUND, Math.min(BOUND, weights.logOdds(a, b) - prior));
                looked++;
                if (looked == LOOKED_AT) {
                    return sum > SPEAKS_FOR * looked;
                }
            }
        }
        return sum > SPEAKS_FOR * looked;
    }

    private static int[] numbered(int[] cluster) {
        int[] names = new int[cluster.length];
        int[] number = new int[cluster.length];
        int last = 0;
        for (int r = 0; r < cluster.length; r++) {
            if (names[cluster[r]] == 0) {
                names[cluster[r]] = ++last;
            }
            number[r] = names[cluster[r]];
        }
        return number;
    }
}
