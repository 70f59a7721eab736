package io.yihu.task;

import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** What a feedback must hold before it can be submitted. */
final class FeedbackPolicy {
    static final int SHORTEST_TEXT = 10;
    static final int LONGEST_TEXT = 4000;
    private static final BigDecimal LARGEST = new BigDecimal("999999999999.99");

    private FeedbackPolicy() {}

    /**
     * @param categories code → whether a reason is required
     * @param facts code → whether it is an amount
     */
    static void check(
            Feedback feedback, Map<String, Boolean> categories, Set<String> reasons, Map<String, Boolean> facts) {
        Boolean needsReason = feedback.category() == null ? null : categories.get(feedback.category());
        if (needsReason == null) {
            throw Refusal.invalid("task.refused.category");
        }
        if (needsReason && feedback.reasonCode() == null) {
            throw Refusal.invalid("task.refused.reason");
        }
        if (feedback.reasonCode() != null && !reasons.contains(feedback.reasonCode())) {
            throw Refusal.invalid("task.refused.reasonUnknown");
        }
        if (feedback.text().length() < SHORTEST_TEXT || feedback.text().length() > LONGEST_TEXT) {
            throw Refusal.invalid("task.refused.text", SHORTEST_TEXT, LONGEST_TEXT);
        }
        feedback.facts().forEach((code, amount) -> {
            if (!facts.containsKey(code)) {
                throw Refusal.invalid("task.refused.fact", code);
            }
            if (amount.signum() < 0
                    || amount.compareTo(LARGEST) > 0
                    || amount.stripTrailingZeros().scale() > 2) {
                throw Refusal.invalid("task.refused.amount");
            }
        });
    }
}
