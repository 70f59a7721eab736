package io.yihu.exchange.mapping;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/** Reads dates and times strictly; says whether the form is wrong or the day does not exist. */
public final class Dates {
    /** Not a date at all. */
    public static final String FORM = "date_form";
    /** Looks like one, but the calendar has no such day. */
    public static final String IMPOSSIBLE = "date_impossible";
    /** Before 1900 or after 2199: a slip of the pen. */
    public static final String RANGE = "date_range";

    private static final long CHINA_SECONDS = 8 * 3600L;

    private Dates() {}

    /** What was read, or why not. */
    public record Read(long value, String problem) {
        static Read of(long value) {
            return new Read(value, null);
        }

        static Read no(String problem) {
            return new Read(0, problem);
        }
    }

    /** {@code yyyy-MM-dd} as epoch day. */
    public static Read day(String raw) {
        String text = Cleaning.narrow(raw);
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (text.length() != 10 || year < 0 || month < 0 || day < 0 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return Read.no(FORM);
        }
        return day(year, month, day);
    }

    /** {@code yyyy-MM}, or the first day of a month, as epoch day. */
    public static Read month(String raw) {
        String text = Cleaning.narrow(raw);
        if (text.length() == 10 && text.endsWith("-01")) {
            return day(text);
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        return text.length() != 7 || year < 0 || month < 0 || text.charAt(4) != '-'
                ? Read.no(FORM)
                : day(year, month, 1);
    }

    private static Read day(int year, int month, int day) {
        try {
            long epochDay = LocalDate.of(year, month, day).toEpochDay();
            return year < 1900 || year > 2199 ? Read.no(RANGE) : Read.of(epochDay);
        } catch (DateTimeException e) {
            return Read.no(IMPOSSIBLE);
        }
    }

    /** ISO 8601 as microseconds since 1970; without zone it is China's clock, without time its midnight. */
    public static Read time(String raw) {
        String text = Cleaning.narrow(raw);
        Read day = day(text.substring(0, Math.min(10, text.length())));
        if (day.problem() != null) {
            return day;
        }
        if (text.length() == 10) {
            return Read.of((day.value() * 86_400 - CHINA_SECONDS) * 1_000_000);
        }
        if (text.charAt(10) != 'T' && text.charAt(10) != ' ') {
            return Read.no(FORM);
        }
        String rest = text.substring(11).strip();
        int zoneAt = zoneStart(rest);
        try {
            long offset = zoneAt < 0
                    ? CHINA_SECONDS
                    : ZoneOffset.of(rest.substring(zoneAt).strip()).getTotalSeconds();
            String clock = (zoneAt < 0 ? rest : rest.substring(0, zoneAt)).strip();
            long nanos = LocalTime.parse(clock.length() == 7 || clock.length() == 4 ? "0" + clock : clock)
                    .toNanoOfDay();
            return Read.of((day.value() * 86_400 - offset) * 1_000_000 + nanos / 1_000);
        } catch (DateTimeException e) {
            return Read.no("time_form");
        }
    }

    private static int zoneStart(String clock) {
        for (int i = 4; i < clock.length(); i++) {
            char c = clock.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return i;
            }
        }
        return -1;
    }

    /** Rewrites a date of another form as ISO; answers a problem code in place of a date it cannot read. */
    public static String toIso(String raw, DateTimeFormatter form) {
        String text = Cleaning.narrow(raw);
        ParsePosition at = new ParsePosition(0);
        TemporalAccessor loose = form.parseUnresolved(text, at);
        if (loose == null || at.getIndex() < text.length() || at.getErrorIndex() >= 0) {
            return FORM;
        }
        try {
            TemporalAccessor read = form.parse(text);
            LocalDate day = read.query(TemporalQueries.localDate());
            LocalTime clock = read.query(TemporalQueries.localTime());
            return day == null ? FORM : clock == null ? day.toString() : day + "T" + clock;
        } catch (DateTimeException e) {
            return IMPOSSIBLE;
        }
    }

    /** A strict reader of a pattern such as {@code yyyy/M/d}. */
    public static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u')).withResolverStyle(ResolverStyle.STRICT);
    }

    private static int digits(String text, int from, int to) {
        if (to > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
