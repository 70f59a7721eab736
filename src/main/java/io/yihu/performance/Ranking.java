package io.yihu.performance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Places among peers: offices of one level, officers of offices of one level; equals share the better place. */
final class Ranking {
    /** A row with the group it is compared in. */
    record Entry(ScoreRow row, String peer, Long officeId) {}

    /** A row with its place, 1 for the best of {@code peers}. */
    record Ranked(ScoreRow row, String peer, int rank, int peers, Long officeId) {}

    private record Group(String indicator, String scope, String peer) {}

    private Ranking() {}

    static List<Ranked> of(List<Entry> entries, Map<String, PerformanceIndicator> book) {
        List<Ranked> ranked = new ArrayList<>(entries.size());
        entries.stream()
                .collect(Collectors.groupingBy(
                        one -> new Group(one.row().indicator(), one.row().scope(), one.peer())))
                .forEach((group, rows) -> ranked.addAll(places(rows, book.get(group.indicator()))));
        return ranked;
    }

    private static List<Ranked> places(List<Entry> rows, PerformanceIndicator indicator) {
        Comparator<Entry> order = Comparator.comparing(one -> one.row().shrunk());
        List<Entry> sorted = rows.stream()
                .sorted((indicator.function().lessIsBetter() ? order : order.reversed())
                        .thenComparing(one -> one.row().scopeId()))
                .toList();
        List<Ranked> places = new ArrayList<>(sorted.size());
        int place = 0;
        BigDecimal before = null;
        for (int i = 0; i < sorted.size(); i++) {
            ScoreRow row = sorted.get(i).row();
            if (before == null || row.shrunk().compareTo(before) != 0) {
                place = i + 1;
            }
            before = row.shrunk();
            boolean banded = indicator.function() instanceof ScoreFunction.RankBand
                    && row.weight().signum() > 0;
            places.add(new Ranked(
                    banded ? scored(row, indicator, (place - 1.0) / sorted.size()) : row,
                    sorted.get(i).peer(),
                    place,
                    sorted.size(),
                    sorted.get(i).officeId()));
        }
        return places;
    }

    private static ScoreRow scored(ScoreRow row, PerformanceIndicator indicator, double ahead) {
        BigDecimal points = BigDecimal.valueOf(indicator.function().points(ahead, indicator.weight()))
                .setScale(4, RoundingMode.HALF_UP);
        return new ScoreRow(
                row.indicator(),
                row.period(),
                row.scope(),
                row.scopeId(),
                row.units(),
                row.num(),
                row.den(),
                row.value(),
                row.shrunk(),
                points,
                row.weight(),
                false);
    }
}
