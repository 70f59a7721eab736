package io.yihu.performance.web;

import io.yihu.performance.HeatMapQueries;
import io.yihu.performance.IndicatorBook;
import io.yihu.performance.ScoreQueries;
import io.yihu.performance.ScoreRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Scores as JSON, from the same queries and by the same rights as the heat map. */
@RestController
@RequestMapping("/api/v1")
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
@RequiredArgsConstructor
class ScoresApi {
    private final ScoreQueries scores;
    private final HeatMapQueries heatMaps;
    private final IndicatorBook book;

    /** A definition. */
    record Definition(String code, String title, String formula, String aggregate, String function, double weight) {}

    /** A score with whom it belongs to; figures are null where {@code hidden}. */
    record Score(
            String level,
            long id,
            String name,
            String indicator,
            String period,
            Long units,
            BigDecimal numerator,
            BigDecimal denominator,
            BigDecimal value,
            BigDecimal score,
            BigDecimal weight,
            boolean hidden) {}

    /** Offices directly below {@code office}, its officers ({@code level=STAFF}) or itself ({@code level=SELF}). */
    @GetMapping("/scores")
    Slice<Score> scores(
            @RequestParam(required = false) YearMonth period,
            @RequestParam(required = false) String level,
            @RequestParam(required = false) Long office,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "500") int limit) {
        var month = period == null ? scores.latestPeriod().orElseThrow(Refusal::notFound) : period.atDay(1);
        var map = heatMaps.of(office, month);
        List<Score> rows = java.util.stream.Stream.concat(map.rows().stream(), java.util.stream.Stream.of(map.total()))
                .filter(row -> level == null || level.equals(level(row.kind().name())))
                .flatMap(row -> row.cells().stream()
                        .filter(cell -> cell.units() != null || cell.hidden())
                        .map(cell -> new Score(
                                level(row.kind().name()),
                                row.id(),
                                row.name(),
                                cell.indicator().code(),
                                YearMonth.from(month).toString(),
                                cell.units(),
                                cell.num(),
                                cell.den(),
                                cell.value(),
                                cell.score(),
                                BigDecimal.valueOf(cell.indicator().weight()),
                                cell.hidden())))
                .toList();
        return page(rows, after, Math.max(1, Math.min(limit, 1_000)));
    }

    /** The rows of one office are few and already in order; the key is the place of the next one. */
    private static Slice<Score> page(List<Score> rows, String after, int limit) {
        if (after != null && !after.matches("\\d{1,9}")) {
            throw Refusal.invalid("performance.page.key");
        }
        int from = after == null ? 0 : Math.min(Integer.parseInt(after), rows.size());
        int to = Math.min(rows.size(), from + limit);
        return new Slice<>(rows.subList(from, to), to < rows.size() ? Integer.toString(to) : null);
    }

    /** One officer: for the person and the chain of command. */
    @GetMapping("/scores/staff")
    List<ScoreRow> staff(@RequestParam long officer, @RequestParam(required = false) YearMonth period) {
        return scores.ofStaff(
                officer, period == null ? scores.latestPeriod().orElseThrow(Refusal::notFound) : period.atDay(1));
    }

    @GetMapping("/performance/indicators")
    List<Definition> indicators(Locale locale) {
        return book.all().stream()
                .map(one -> new Definition(
                        one.code(),
                        one.title(locale),
                        one.formula(locale),
                        one.aggregate().name(),
                        one.functionKind(),
                        one.weight()))
                .toList();
    }

    private static String level(String kind) {
        return kind.equals("TOTAL") ? "SELF" : kind;
    }
}
