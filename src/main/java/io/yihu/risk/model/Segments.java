package io.yihu.risk.model;

import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Override;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Groups of subjects the overrides of a model tell apart: by longest known prefix of industry and of region. */
final class Segments {
    private final List<String> industries;
    private final List<String> divisions;
    private final Map<String, Integer> industryOf = new ConcurrentHashMap<>();
    private final Map<String, Integer> divisionOf = new ConcurrentHashMap<>();

    Segments(List<Line> lines) {
        industries = prefixes(lines, Override::industry);
        divisions = prefixes(lines, Override::division);
    }

    boolean single() {
        return industries.size() == 1 && divisions.size() == 1;
    }

    int count() {
        return industries.size() * divisions.size();
    }

    int of(String industry, String division) {
        int i = industryOf.computeIfAbsent(industry == null ? "" : industry, code -> longest(industries, code));
        int d = divisionOf.computeIfAbsent(division == null ? "" : division, code -> longest(divisions, code));
        return i * divisions.size() + d;
    }

    /** The override of a line that fits a segment most closely, or null. */
    Override of(Line line, int segment) {
        String industry = industries.get(segment / divisions.size());
        String division = divisions.get(segment % divisions.size());
        return line.overrides().stream()
                .filter(o -> industry.startsWith(o.industry()) && division.startsWith(o.division()))
                .max(Comparator.comparingInt(
                        o -> o.industry().length() * 10 + o.division().length()))
                .orElse(null);
    }

    private static List<String> prefixes(List<Line> lines, Function<Override, String> part) {
        TreeSet<String> known =
                new TreeSet<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        known.add("");
        lines.stream()
                .flatMap(line -> line.overrides().stream())
                .flatMap(o -> Stream.of(part.apply(o)))
                .forEach(known::add);
        return List.copyOf(known);
    }

    private static int longest(List<String> prefixes, String code) {
        for (int i = prefixes.size() - 1; i > 0; i--) {
            if (code.startsWith(prefixes.get(i))) {
                return i;
            }
        }
        return 0;
    }
}
