package io.yihu.taxpayer.resolve.register;

import java.util.List;

/**
 * What is held about two tax ids.
 *
 * @param outcome LINKED, QUEUED or APART
 * @param veto rule that forbids to link by itself, null where none does
 * @param reason why a person must look, as a code, null where the score says it
 */
public record Judged(
        long partyA,
        long partyB,
        String regA,
        String regB,
        String rule,
        double score,
        String outcome,
        String veto,
        String reason,
        List<Seen> evidence) {
    /**
     * One field of both sides.
     *
     * @param agreement 0 different … 1 equal
     * @param weight evidence of the agreement where it was learned (natural logarithm), else null
     */
    public record Seen(String field, String a, String b, double agreement, Double weight) {}

    Judged vetoed(String by) {
        return new Judged(partyA, partyB, regA, regB, rule, score, "QUEUED", by, reason, evidence);
    }

    Judged because(String why) {
        return new Judged(partyA, partyB, regA, regB, rule, score, "QUEUED", veto, why, evidence);
    }

    /** The stronger of two judgements of one pair; that both live beside each other is doubt enough. */
    Judged or(Judged other) {
        if (other == null) {
            return this;
        }
        if ((veto != null) != (other.veto != null)) {
            return veto != null ? this : other;
        }
        boolean lively = "TWO_LIVELY".equals(reason);
        if (lively != "TWO_LIVELY".equals(other.reason)) {
            return lively ? this : other;
        }
        return score >= other.score ? this : other;
    }
}
