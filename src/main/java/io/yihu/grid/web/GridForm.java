package io.yihu.grid.web;

import io.yihu.grid.GridRule;
import io.yihu.grid.GridType;
import io.yihu.platform.Refusal;
import java.util.Arrays;
import java.util.List;

/** A new grid as typed: codes separated by commas or spaces. */
record GridForm(
        String type,
        String name,
        String unitCode,
        String divisions,
        String industries,
        String taxSources,
        String subjects,
        String preview) {

    GridType gridType() {
        return GridType.valueOf(type);
    }

    GridRule rule() {
        List<Long> ids = words(subjects).stream()
                .map(word -> {
                    if (!word.matches("\\d{1,18}")) {
                        throw Refusal.invalid("grid.refused.rule", word);
                    }
                    return Long.valueOf(word);
                })
                .toList();
        return new GridRule(null, words(divisions), words(industries), words(taxSources), null, ids);
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.strip().split("[,，;；\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
