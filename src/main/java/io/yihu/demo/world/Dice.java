package io.yihu.demo.world;

import java.util.List;

/** Pseudo-random numbers that are the same for the same seed on every machine and Java release (SplitMix64). */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** An independent stream: what one part draws never shifts what another part draws. */
    static Dice of(long seed, String stream, long number) {
        return new Dice(mix(seed * GOLDEN + mix(stream.hashCode() * 31L + number)));
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    int below(int bound) {
        return (int) (unit() * bound);
    }

    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    double between(double low, double high) {
        return low + unit() * (high - low);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Roughly normal, mean 0, deviation 1. */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }

    <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    char of(String characters) {
        return characters.charAt(below(characters.length()));
    }

    /** A whole number near the expectation, with a chance for the fraction. */
    int around(double expectation) {
        int whole = (int) expectation;
        return whole + (chance(expectation - whole) ? 1 : 0);
    }
}
