package io.yihu.indicator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a frame and the indicators over it into one statement: {@code subject_id} and an array of all values. */
final class FrameSql {
    private static final Pattern SUBJECTS = Pattern.compile("@subjects\\(([a-z0-9_.]+)\\)");

    private FrameSql() {}

    static String of(FrameDefinition frame, List<Catalogue.Slot> slots) {
        String values = slots.stream().map(FrameSql::expression).collect(Collectors.joining(",\n  "));
        return "select f.subject_id, array[" + values + "]::double precision[] as vals\nfrom (" + base(frame) + ") f";
    }

    static String base(FrameDefinition frame) {
        return SUBJECTS.matcher(frame.sql())
                .replaceAll(column -> Matcher.quoteReplacement("(cast(:subjects as bigint[]) is null or "
                        + column.group(1) + " = any(cast(:subjects as bigint[])))"));
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
