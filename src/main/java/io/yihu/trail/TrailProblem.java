package io.yihu.trail;

/**
 * Something in the sealed log that is not as it was sealed.
 *
 * @param seq number of the row it is about, null where only a row without number or a checkpoint is wrong
 * @param actionId id of the row, null where it is gone with its number
 * @param segment segment it stands in
 */
public record TrailProblem(Kind kind, Long seq, Long actionId, Long segment) {
    /** What is wrong; the sentence is the message {@code trail.problem.<kind>}. */
    public enum Kind {
        ROW_CHANGED,
        ROW_DELETED,
        ROW_ADDED,
        NUMBERING_CHANGED,
        SEAL_CHANGED,
        SEGMENT_CHANGED,
        CHECKPOINT_CHANGED,
        CHECKPOINT_MISSING,
        KEY_UNKNOWN,
        TAIL_CUT,
        REWRITTEN,
        LOG_GONE,
        OUTSIDE_CHANGED,
        NODE_CHANGED
    }
}
