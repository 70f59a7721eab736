package io.yihu.grid.web;

import io.yihu.grid.GridRule;
import io.yihu.grid.GridType;
import io.yihu.platform.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A grid or its rule as typed: codes separated by commas or spaces. */
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
        return Arrays.stream(GridType.values())
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("grid.refused.type"));
    }

    /** The form of a rule that stands. */
    static GridForm of(GridRule rule) {
        return new GridForm(
                null,
                null,
                null,
                String.join(" ", rule.divisions()),
                String.join(" ", rule.industries()),
                String.join(" ", rule.taxSources()),
                rule.subjects().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                null);
    }

    GridRule rule() {
        return rule(new GridRule(null, null, null, null, null, null));
    }

    /** What was typed; what the form does not ask stays as it stood. */
    GridRule rule(GridRule before) {
        List<Long> ids = words(subjects).stream()
                .map(word -> {
                    if (!word.matches("\\d{1,18}")) {
                        throw Refusal.invalid("grid.refused.rule", word);
                    }
                    return Long.valueOf(word);
                })
                .toList();
        return new GridRule(
                before.offices(),
                words(divisions),
                words(industries),
                words(taxSources),
                before.taxpayerTypes(),
                before.sizes(),
                before.credits(),
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
