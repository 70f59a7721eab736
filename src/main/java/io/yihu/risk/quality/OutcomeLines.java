package io.yihu.risk.quality;

import io.yihu.platform.Refusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A list of known outcomes as people write it: one taxpayer a line, tax number and yes or no. */
final class OutcomeLines {
    private static final int MOST = 200_000;
    private static final Set<String> YES = Set.of("1", "是", "有", "y", "yes", "true", "违约", "坏");
    private static final Set<String> NO = Set.of("0", "否", "无", "n", "no", "false", "正常", "好");

    private OutcomeLines() {}

    /** By tax number, true for a bad end; what cannot be read is refused with its line. */
    static Map<String, Boolean> read(String text) {
        Map<String, Boolean> outcomes = new LinkedHashMap<>();
        String[] lines = (text == null ? "" : text.replace("\uFEFF", "")).split("\\R");
        boolean begun = false;
        for (int i = 0; i < lines.length; i++) {
            String[] cells = lines[i].strip().split("\\s*[,，;；\\t]\\s*|\\s+");
            if (cells[0].isEmpty()) {
                continue;
            }
            Boolean bad = cells.length < 2 ? null : outcome(cells[cells.length - 1]);
            if (bad == null && begun || cells.length < 2) {
                throw Refusal.invalid("risk.outcome.badLine", i + 1);
            }
            begun = true;
            if (bad != null) {
                Boolean before = outcomes.put(cells[0].toUpperCase(Locale.ROOT), bad);
                if (before != null && !before.equals(bad)) {
                    throw Refusal.invalid("risk.outcome.twice", cells[0], i + 1);
                }
            }
            if (outcomes.size() > MOST) {
                throw Refusal.invalid("risk.outcome.tooMany", MOST);
            }
        }
        if (!outcomes.containsValue(true) || !outcomes.containsValue(false)) {
            throw Refusal.invalid("risk.outcome.oneSided");
        }
        return outcomes;
    }

    private static Boolean outcome(String word) {
        String plain = word.replace("\"", "").toLowerCase(Locale.ROOT);
        return YES.contains(plain) ? Boolean.TRUE : NO.contains(plain) ? Boolean.FALSE : null;
    }
}
