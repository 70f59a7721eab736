package io.yihu.task.web;

import io.yihu.platform.Refusal;
import io.yihu.task.Feedback;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A conclusion as typed: fields {@code category}, {@code reason}, {@code text} and one {@code fact.CODE} for each result. */
final class FeedbackForm {
    private static final String FACT = "fact.";

    private FeedbackForm() {}

    static Feedback feedback(Map<String, String> typed) {
        Map<String, BigDecimal> facts = new LinkedHashMap<>();
        typed.forEach((field, value) -> {
            if (field.startsWith(FACT) && !value.isBlank()) {
                BigDecimal amount = amount(value);
                if (amount.signum() > 0) {
                    facts.put(field.substring(FACT.length()), amount);
                }
            }
        });
        return new Feedback(typed.get("category"), typed.get("reason"), typed.get("text"), facts);
    }

    /** Thousands may be grouped by commas; nothing else is guessed. */
    private static BigDecimal amount(String value) {
        String plain = value.strip().replace(",", "").replace("，", "");
        if (!plain.matches("\\d{1,14}(\\.\\d{1,2})?")) {
            throw Refusal.invalid("task.refused.amount");
        }
        return new BigDecimal(plain);
    }
}
