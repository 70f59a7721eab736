package io.yihu.demo.world;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/** When people issue invoices: working days and office hours mostly, shops also at weekends. */
final class Days {
    /** Public holidays of the invented year, from–to. */
    private static final String[][] HOLIDAYS = {
        {"2025-05-01", "2025-05-05"},
        {"2025-05-31", "2025-06-02"},
        {"2025-10-01", "2025-10-08"},
        {"2026-01-01", "2026-01-03"},
        {"2026-02-15", "2026-02-23"},
        {"2026-04-04", "2026-04-06"},
        {"2026-05-01", "2026-05-05"}
    };
    /** Trade by calendar month, January first: the Spring Festival is quiet, autumn busy. */
    private static final double[] SEASON = {0.96, 0.72, 1.02, 1.0, 1.0, 1.03, 0.97, 0.98, 1.08, 1.0, 1.1, 1.14};

    private final YearMonth month;
    private final double[] office;
    private final double[] shop;

    Days(YearMonth month) {
        this.month = month;
        office = cumulative(0.05, 0.02);
        shop = cumulative(0.65, 0.45);
    }

    static double season(YearMonth month) {
        return SEASON[month.getMonthValue() - 1];
    }

    private double[] cumulative(double weekend, double holiday) {
        double[] sums = new double[month.lengthOfMonth()];
        double sum = 0;
        for (int day = 1; day <= sums.length; day++) {
            LocalDate date = month.atDay(day);
            boolean saturdayOrSunday = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            sum += holiday(date) ? holiday : saturdayOrSunday ? weekend : 1;
            sums[day - 1] = sum;
        }
        return sums;
    }

    static boolean holiday(LocalDate date) {
        String day = date.toString();
        for (String[] span : HOLIDAYS) {
            if (day.compareTo(span[0]) >= 0 && day.compareTo(span[1]) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** A moment of this month on which such a firm would issue. */
    LocalDateTime moment(Dice dice, Trade trade) {
        boolean shopHours = trade.stage().facesConsumers() || trade.industry().startsWith("6");
        double[] sums = shopHours ? shop : office;
        double draw = dice.unit() * sums[sums.length - 1];
        int day = 1;
        while (sums[day - 1] < draw) {
            day++;
        }
        return at(month.atDay(day), dice, shopHours ? 0.05 : 0.008);
    }

    /** A working day before the month's end, in office hours: how those issue who seldom do. */
    LocalDateTime quiet(Dice dice) {
        LocalDate day = month.atDay(dice.between(2, 24));
        while (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 || holiday(day)) {
            day = day.plusDays(1);
        }
        return at(day, dice, 0);
    }

    /** A moment on a given day; at night with the given probability. */
    static LocalDateTime at(LocalDate day, Dice dice, double night) {
        int hour = dice.chance(night) ? (dice.chance(0.7) ? dice.between(22, 23) : dice.below(6)) : dice.between(8, 17);
        return day.atTime(hour, dice.below(60), dice.below(60));
    }

    /** A day from {@code from} to the end of the month. */
    LocalDate after(LocalDate from, Dice dice) {
        int first = YearMonth.from(from).equals(month) ? from.getDayOfMonth() : 1;
        return month.atDay(dice.between(Math.min(first, month.lengthOfMonth()), month.lengthOfMonth()));
    }
}
