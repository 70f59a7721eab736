package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A date: equal, a slip of the pen (one digit, two neighbours, day for month), two of its parts, near, the year, or different. */
record DateField(String name, Column column) implements Field {
    private static final Pattern YEAR_FIRST = Pattern.compile("^(\\d{4})\\D+(\\d{1,2})(?:\\D+(\\d{1,2}))?(?:\\D.*)?$");
    private static final Pattern YEAR_LAST = Pattern.compile("^(\\d{1,2})\\D+(\\d{1,2})\\D+(\\d{4})(?:\\D.*)?$");

    static DateField of(String name, String[] raw) {
        int monthFirst = 0;
        int dayFirst = 0;
        for (String text : raw) {
            Matcher last = text == null ? null : YEAR_LAST.matcher(text.strip());
            if (last != null && last.matches()) {
                dayFirst += Integer.parseInt(last.group(1)) > 12 ? 1 : 0;
                monthFirst += Integer.parseInt(last.group(2)) > 12 ? 1 : 0;
            }
        }
        boolean months = monthFirst > dayFirst;
        return new DateField(name, Column.of(raw, text -> plain(text, months)));
    }

    /** Eight digits, year first; what is no date keeps its digits. */
    static String plain(String raw, boolean monthFirst) {
        String text = Plain.fold(raw);
        if (text == null) {
            return null;
        }
        Matcher first = YEAR_FIRST.matcher(text);
        if (first.matches()) {
            return first.group(1) + two(first.group(2)) + (first.group(3) == null ? "" : two(first.group(3)));
        }
        Matcher last = YEAR_LAST.matcher(text);
        if (last.matches()) {
            return last.group(3) + two(last.group(monthFirst ? 1 : 2)) + two(last.group(monthFirst ? 2 : 1));
        }
        return Plain.digits(text);
    }

    private static String two(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.DATE, column) {
            @Override
            int values(int one, int other) {
                return dates(column.value(one), column.value(other));
            }
        });
    }

    static int dates(String a, String b) {
        if (a.length() != 8 || b.length() != 8) {
            boolean prefix = a.startsWith(b) || b.startsWith(a);
            return prefix ? 3 : Similar.edits(a, b, 1) <= 1 ? 2 : 0;
        }
        boolean year = a.regionMatches(0, b, 0, 4);
        boolean month = a.regionMatches(4, b, 4, 2);
        boolean day = a.regionMatches(6, b, 6, 2);
        boolean crossed = year && a.regionMatches(4, b, 6, 2) && a.regionMatches(6, b, 4, 2);
        if (crossed || Similar.edits(a, b, 1) == 1) {
            return 4;
        }
        if ((year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0) == 2) {
            return 3;
        }
        return Similar.edits(a, b, 2) <= 2 ? 2 : year ? 1 : 0;
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(
                Passes.equal(name, column),
                Passes.derived(name + " month", column, v -> v.length() < 8 ? null : "m" + v.substring(0, 6)),
                Passes.derived(name + " day", column, v -> v.length() < 8 ? null : "d" + v.substring(4)),
                Passes.derived(
                        name + " yearday",
                        column,
                        v -> v.length() < 8 ? null : "y" + v.substring(0, 4) + v.substring(6)));
    }
}
