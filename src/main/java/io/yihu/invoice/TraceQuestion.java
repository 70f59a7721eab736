package io.yihu.invoice;

import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is asked of a trace.
 *
 * @param from first month
 * @param to last month
 * @param minAmount an edge below this amount (yuan, without tax) is left out
 * @param minShare an edge below this share of what its node bought (up) or sold (down) is left out
 * @param goods start of the tax class code the lines must carry; null for all
 * @param top partners followed of one node
 * @param width nodes kept in one hop
 */
public record TraceQuestion(
        long subjectId,
        Direction direction,
        int hops,
        LocalDate from,
        LocalDate to,
        BigDecimal minAmount,
        double minShare,
        String goods,
        int top,
        int width) {
    public static final int MOST_HOPS = 8;
    public static final int MOST_TOP = 60;
    public static final int MOST_WIDTH = 60;
    private static final int MOST_YEARS = 10;

    /** UP follows purchases to their source, DOWN follows sales to where they go. */
    public enum Direction {
        UP("IN"),
        DOWN("OUT");

        private final String side;

        Direction(String side) {
            this.side = side;
        }

        String side() {
            return side;
        }
    }

    public TraceQuestion {
        if (hops < 1 || hops > MOST_HOPS) {
            throw Refusal.invalid("invoice.trace.hops", MOST_HOPS);
        }
        if (top < 1 || top > MOST_TOP || width < 1 || width > MOST_WIDTH) {
            throw Refusal.invalid("invoice.trace.width", MOST_TOP, MOST_WIDTH);
        }
        if (from.isAfter(to) || from.plusYears(MOST_YEARS).isBefore(to)) {
            throw Refusal.invalid("invoice.trace.months", MOST_YEARS);
        }
        if (minAmount.signum() < 0 || minShare < 0 || minShare >= 1) {
            throw Refusal.invalid("invoice.trace.least");
        }
        if (goods != null && !goods.matches("\\d{1,19}")) {
            throw Refusal.invalid("invoice.trace.goods", goods);
        }
        from = from.withDayOfMonth(1);
        to = to.withDayOfMonth(1);
    }

    boolean up() {
        return direction == Direction.UP;
    }
}
