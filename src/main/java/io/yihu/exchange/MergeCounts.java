package io.yihu.exchange;

/** What a merge did, in rows. */
public record MergeCounts(long inserted, long updated, long unchanged) {
    public static final MergeCounts NONE = new MergeCounts(0, 0, 0);

    public MergeCounts plus(MergeCounts other) {
        return new MergeCounts(inserted + other.inserted, updated + other.updated, unchanged + other.unchanged);
    }
}
