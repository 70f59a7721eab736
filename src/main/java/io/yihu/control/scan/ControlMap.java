package io.yihu.control.scan;

import io.yihu.organization.OfficeRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One office and month of the control heat map: its child offices, its own officers, what nobody has; the last row is the office and
 * equals the sum of the others.
 */
public record ControlMap(
        LocalDate period,
        OfficeRow office,
        List<OfficeRow> path,
        List<OfficeRow> siblings,
        List<ScanIndicator> indicators,
        List<Row> rows,
        Row total) {
    /** What a row is about. */
    public enum Kind {
        OFFICE,
        STAFF,
        UNASSIGNED,
        TOTAL
    }

    public record Row(Kind kind, Long id, String name, List<Cell> cells) {}

    /** Sums of a cell; {@code n} is null where nothing was examined. */
    public record Cell(
            ScanIndicator indicator,
            Long n,
            BigDecimal num,
            BigDecimal den,
            BigDecimal value,
            BigDecimal z,
            String level) {
        static final long FEWEST = 5;

        static Cell empty(ScanIndicator indicator) {
            return new Cell(indicator, null, null, null, null, null, null);
        }

        /** Too few to compare or to single anybody out. */
        public boolean few() {
            return n != null && n < FEWEST;
        }

        /** Colour step: 1 high, 2 medium, 3 low, 4 something below the threshold, 0 nothing. */
        public int step() {
            if (n == null || few() || num.signum() == 0) {
                return 0;
            }
            return level == null ? 4 : level.equals("HIGH") ? 1 : level.equals("MEDIUM") ? 2 : 3;
        }
    }
}
