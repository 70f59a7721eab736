package io.yihu.exchange.mapping;

/** What is taken off a cell before anybody reads it: outer blanks, and characters nobody sees. */
final class Cleaning {
    static final int LONGEST_CELL = 32_767;

    private Cleaning() {}

    /** Null when nothing is left; reports what cannot stand and what was taken away. */
    static String clean(String raw, String column, RowReport report) {
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        if (raw.length() > LONGEST_CELL) {
            report.reject(column, raw.substring(0, 300), "cell_too_long", raw.length(), LONGEST_CELL);
            return null;
        }
        int from = 0;
        int to = raw.length();
        while (from < to && blank(raw.charAt(from))) {
            from++;
        }
        while (to > from && blank(raw.charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return null;
        }
        boolean unseen = false;
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                report.reject(column, raw, c == 0 ? "nul" : "control");
                return null;
            }
            if (c == '\uFFFD') {
                report.reject(column, raw, "encoding");
                return null;
            }
            unseen |= invisible(c);
        }
        String value = from == 0 && to == raw.length() ? raw : raw.substring(from, to);
        return unseen ? withoutInvisible(value, column, report) : value;
    }

    private static String withoutInvisible(String value, String column, RowReport report) {
        StringBuilder kept = new StringBuilder(value.length());
        StringBuilder shown = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (invisible(c)) {
                shown.append("<U+")
                        .append(Integer.toHexString(c | 0x10000).substring(1).toUpperCase())
                        .append('>');
            } else {
                kept.append(c);
                shown.append(c);
            }
        }
        report.warn(column, shown.toString(), "invisible");
        String rest = kept.toString().strip();
        return rest.isEmpty() ? null : rest;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u3000' || c == '\u00A0';
    }

    /** Zero-width characters, marks and switches of direction. */
    private static boolean invisible(char c) {
        return c >= '\u200B' && c <= '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2060' && c <= '\u2069'
                || c == '\uFEFF'
                || c == '\u00AD';
    }

    /** Full-width digits, letters and signs as their plain twins. */
    static String narrow(String value) {
        boolean wide = false;
        for (int i = 0; i < value.length() && !wide; i++) {
            char c = value.charAt(i);
            wide = c >= '\uFF01' && c <= '\uFF5E' || c == '\u2212';
        }
        if (!wide) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                plain.append((char) (c - 0xFEE0));
            } else {
                plain.append(c == '\u2212' ? '-' : c);
            }
        }
        return plain.toString();
    }
}
