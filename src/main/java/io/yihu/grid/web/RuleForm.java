package io.yihu.grid.web;

import io.yihu.grid.GridRule;
import io.yihu.platform.Refusal;
import java.util.Arrays;
import java.util.List;

/** A partition rule as built in a form: codes typed, classes ticked. */
record RuleForm(
        String officeCodes,
        String divisions,
        String industries,
        List<String> taxSources,
        List<String> taxpayerTypes,
        List<String> sizes,
        List<String> credits,
        String subjects) {
    static final List<String> TAX_SOURCES = List.of("KEY", "LARGE_MEDIUM", "SMALL");
    static final List<String> TAXPAYER_TYPES = List.of("GENERAL", "SMALL", "TRANSITIONAL");
    static final List<String> SIZES = List.of("LARGE", "MEDIUM", "SMALL", "MICRO");
    static final List<String> CREDITS = List.of("A", "B", "M", "C", "D");

    GridRule rule(MemberLookup lookup) {
        List<Long> ids = words(subjects).stream()
                .map(word -> {
                    if (!word.matches("\\d{1,18}")) {
                        throw Refusal.invalid("grid.refused.rule", word);
                    }
                    return Long.valueOf(word);
                })
                .toList();
        return new GridRule(
                words(officeCodes).stream().map(lookup::office).toList(),
                words(divisions),
                words(industries),
                taxSources,
                taxpayerTypes,
                sizes,
                credits,
                ids);
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.strip().split("[,，;；\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
