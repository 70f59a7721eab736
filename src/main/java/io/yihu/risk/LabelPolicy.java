package io.yihu.risk;

import java.util.Optional;

/** What an officer's conclusion teaches. */
final class LabelPolicy {
    private LabelPolicy() {}

    /** 1 risky, 0 not, with the confidence of the conclusion. */
    record Lesson(int value, double confidence) {}

    static Optional<Lesson> of(String conclusion) {
        return Optional.ofNullable(
                conclusion == null
                        ? null
                        : switch (conclusion) {
                            case "CONFIRMED", "TRANSFERRED" -> new Lesson(1, 1.0);
                            case "UNVERIFIABLE" -> new Lesson(1, 0.7);
                            case "PARTIAL" -> new Lesson(1, 0.6);
                            case "EXCLUDED" -> new Lesson(0, 0.8);
                            default -> null;
                        });
    }
}
