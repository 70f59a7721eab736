package io.yihu.performance;

import io.yihu.organization.OfficeRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One office of one month: its child offices, its own officers and what is assigned to nobody, by indicator; the last row
 * is the office itself and equals the sum of the others.
 *
 * @param path offices from the top of the reader's scope down to this one
 */
public record HeatMap(
        LocalDate period,
        OfficeRow office,
        List<OfficeRow> path,
        List<PerformanceIndicator> indicators,
        List<Row> rows,
        Row total) {
    /** What a row is about. */
    public enum Kind {
        OFFICE,
        STAFF,
        UNASSIGNED,
        TOTAL
    }

    /** A row; {@code total} is the score out of a hundred, null where nothing applies or something is hidden. */
    public record Row(Kind kind, Long id, String name, List<Cell> cells, BigDecimal total) {}

    /**
     * A cell; all figures are null where there is no unit or where they are hidden.
     *
     * @param bin colour from 1 to 5 by share of the points, 0 without points
     */
    public record Cell(
            PerformanceIndicator indicator,
            Long units,
            BigDecimal num,
            BigDecimal den,
            BigDecimal value,
            BigDecimal score,
            boolean hidden,
            int bin) {

        static Cell empty(PerformanceIndicator indicator) {
            return new Cell(indicator, null, null, null, null, null, false, 0);
        }

        static Cell of(PerformanceIndicator indicator, ScoreRow row) {
            return new Cell(
                    indicator,
                    row.units(),
                    row.num(),
                    row.den(),
                    row.value(),
                    row.score(),
                    row.hidden(),
                    row.hidden() || row.score() == null ? 0 : bin(row.score(), row.weight()));
        }

        /** Five equal steps of score / weight. */
        static int bin(BigDecimal score, BigDecimal weight) {
            if (weight.signum() == 0) {
                return 0;
            }
            return Math.min(5, 1 + (int) (score.doubleValue() / weight.doubleValue() * 5));
        }
    }
}
