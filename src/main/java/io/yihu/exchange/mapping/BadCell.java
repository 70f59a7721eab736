package io.yihu.exchange.mapping;

/** One thing wrong, or worth a word, with one cell. */
public record BadCell(
        long line, String feed, String column, String value, String reason, String[] arguments, boolean warning) {
    private static final int LONGEST = 200;

    /** Values are shortened: a report is read by people. */
    public static String shorten(String value) {
        if (value == null) {
            return null;
        }
        String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…(" + value.length() + ")";
        return shown.replace('\0', '␀');
    }
}
