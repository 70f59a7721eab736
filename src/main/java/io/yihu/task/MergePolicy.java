package io.yihu.task;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether two matters of one taxpayer are handled together: same merge key or both MANAGEMENT, created within the window
 * of both, neither confidential.
 */
final class MergePolicy {
    private MergePolicy() {}

    static boolean together(MatterType one, Instant oneAt, MatterType other, Instant otherAt) {
        if (one.confidential() || other.confidential()) {
            return false;
        }
        boolean alike = one.mergeKey().equals(other.mergeKey())
                || one.matterClass().equals("MANAGEMENT") && other.matterClass().equals("MANAGEMENT");
        Duration window = Duration.ofHours(Math.min(one.mergeWindowHours(), other.mergeWindowHours()));
        return alike && Duration.between(oneAt, otherAt).abs().compareTo(window) <= 0;
    }
}
