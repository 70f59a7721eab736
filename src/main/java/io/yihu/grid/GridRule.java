package io.yihu.grid;

import io.yihu.platform.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Partition expression: each list that is not empty narrows; entries of one list are alternatives.
 *
 * @param offices ids, each with all offices below
 * @param divisions prefixes of division codes
 * @param industries prefixes of industry codes
 * @param sizes LARGE, MEDIUM, SMALL, MICRO by employees
 * @param credits levels of the newest credit rating
 * @param subjects explicit taxpayers, taken in whatever the other lists say
 */
public record GridRule(
        List<Long> offices,
        List<String> divisions,
        List<String> industries,
        List<String> taxSources,
        List<String> taxpayerTypes,
        List<String> sizes,
        List<String> credits,
        List<Long> subjects) {
    /** Without size and credit. */
    public GridRule(
            List<Long> offices,
            List<String> divisions,
            List<String> industries,
            List<String> taxSources,
            List<String> taxpayerTypes,
            List<Long> subjects) {
        this(offices, divisions, industries, taxSources, taxpayerTypes, null, null, subjects);
    }

    public GridRule {
        offices = offices == null ? List.of() : List.copyOf(offices);
        divisions = codes(divisions, "\\d{2,6}");
        industries = codes(industries, "[A-Z]|\\d{2,4}");
        taxSources = codes(taxSources, "KEY|LARGE_MEDIUM|SMALL");
        taxpayerTypes = codes(taxpayerTypes, "GENERAL|SMALL|TRANSITIONAL");
        sizes = codes(sizes, "LARGE|MEDIUM|SMALL|MICRO");
        credits = codes(credits, "[ABMCD]");
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
    }

    /** Only the lists that say something, as it is stored. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "offices", offices);
        put(map, "divisions", divisions);
        put(map, "industries", industries);
        put(map, "taxSources", taxSources);
        put(map, "taxpayerTypes", taxpayerTypes);
        put(map, "sizes", sizes);
        put(map, "credits", credits);
        put(map, "subjects", subjects);
        return map;
    }

    private static void put(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    private static List<String> codes(List<String> values, String pattern) {
        if (values == null) {
            return List.of();
        }
        for (String value : values) {
            if (!value.matches(pattern)) {
                throw Refusal.invalid("grid.refused.rule", value);
            }
        }
        return List.copyOf(values);
    }
}
