package io.yihu.task;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What an officer found out.
 *
 * @param category CONFIRMED PARTIAL EXCLUDED OTHER_FOUND NEW_PATTERN UNVERIFIABLE TRANSFERRED
 * @param reasonCode required for EXCLUDED, see {@code task.exclude_reason}
 * @param text the finding in words, at least ten characters
 * @param facts code of {@code task.fact_kind} → yuan (or 1 for a yes), never negative
 */
public record Feedback(String category, String reasonCode, String text, Map<String, BigDecimal> facts) {
    public Feedback {
        reasonCode = reasonCode == null || reasonCode.isBlank() ? null : reasonCode;
        text = text == null ? "" : text.strip();
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }
}
