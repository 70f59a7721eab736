package io.yihu.risk;

/** How much attention a taxpayer needs, lowest first. */
public enum Level {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    public static Level max(Level one, Level other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public static Level min(Level one, Level other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
