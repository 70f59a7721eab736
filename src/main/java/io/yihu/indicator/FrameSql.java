package io.yihu.indicator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a frame and the indicators over it into one statement: {@code subject_id} and an array of all values. */
final class FrameSql {
    private static final Pattern SUBJECTS = Pattern.compile("@subjects\\(([a-z0-9_.]+)(?:, *([a-z0-9_.]+))?\\)");
    private static final Pattern BASE = Pattern.compile("@base\\(([a-z0-9-]+)\\)");

    private FrameSql() {}

    /** Names of the bases a frame starts from. */
    static Set<String> bases(String sql) {
        return BASE.matcher(sql).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The statement of a frame.
     *
     * @param bases SQL or table behind each base
     */
    static String of(FrameDefinition frame, List<Catalogue.Slot> slots, Map<String, String> bases) {
        String values = slots.stream().map(FrameSql::expression).collect(Collectors.joining(",\n  "));
        return "select f.subject_id, array[" + values + "]::double precision[] as vals\nfrom ("
                + narrowed(placed(frame.sql(), bases)) + ") f";
    }

    static String placed(String sql, Map<String, String> bases) {
        return BASE.matcher(sql).replaceAll(base -> Matcher.quoteReplacement(bases.get(base.group(1))));
    }

    /** With the condition that narrows to the subjects asked for, of either column where there are two. */
    static String narrowed(String sql) {
        return SUBJECTS.matcher(sql).replaceAll(found -> {
            String one = found.group(1) + " = any(cast(:subjects as bigint[]))";
            String other =
                    found.group(2) == null ? "" : " or " + found.group(2) + " = any(cast(:subjects as bigint[]))";
            return Matcher.quoteReplacement("(cast(:subjects as bigint[]) is null or " + one + other + ")");
        });
    }

    private static String expression(Catalogue.Slot slot) {
        IndicatorDefinition indicator = slot.indicator();
        if (slot.hard()) {
            return "cast(cast((" + indicator.hard() + ") as int) as double precision)";
        }
        String value = indicator.direction() == Direction.B
                ? "cast((" + indicator.value() + ") as int)"
                : "(" + indicator.value() + ")";
        String cast = "cast(" + value + " as double precision)";
        return indicator.when() == null ? cast : "case when " + indicator.when() + " then " + cast + " end";
    }
}
