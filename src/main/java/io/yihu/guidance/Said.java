package io.yihu.guidance;

import io.yihu.platform.Refusal;

/** What a person must write. */
final class Said {
    static final int SHORTEST = 5;
    static final int LONGEST = 2000;

    private Said() {}

    static String of(String text) {
        String said = text == null ? "" : text.strip();
        if (said.length() < SHORTEST || said.length() > LONGEST) {
            throw Refusal.invalid("guidance.refused.said", SHORTEST, LONGEST);
        }
        return said;
    }
}
