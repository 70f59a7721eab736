package io.yihu.taxpayer.resolve.model;

/** Two record numbers in one long, the lower first. */
public final class Pairs {
    private Pairs() {}

    public static long of(int a, int b) {
        return a < b ? (long) a << 32 | b : (long) b << 32 | a;
    }

    public static int first(long pair) {
        return (int) (pair >>> 32);
    }

    public static int second(long pair) {
        return (int) pair;
    }
}
