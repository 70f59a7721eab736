package io.yihu.taxpayer.resolve.field;

/** One way to find records that may be the same: records that share a key are looked at together. */
public interface KeyPass {
    String name();

    void keys(int record, Keys keys);

    /** Receives the keys of one record as 64-bit hashes. */
    interface Keys {
        void add(long key);

        default void add(String text) {
            add(hash(text));
        }
    }

    /** FNV-1a, spread. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 31;
        return hash * 0x9E3779B97F4A7C15L;
    }
}
