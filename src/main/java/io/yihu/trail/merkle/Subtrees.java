package io.yihu.trail.merkle;

/** Where hashes of complete subtrees come from. */
@FunctionalInterface
public interface Subtrees {
    /** Hash of the complete subtree over the leaves {@code [index << level, (index + 1) << level)}. */
    byte[] hash(int level, long index);
}
