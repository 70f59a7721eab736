package io.yihu.workbench;

import java.util.Locale;

/**
 * What a person typed into the search box, and which ways of searching fit it.
 *
 * @param text without spaces around it, half width where it is a code
 */
public record SearchTerm(String text) {
    private static final int LONGEST = 100;

    public static SearchTerm of(String typed) {
        String plain = typed == null ? "" : typed.replace('\u0000', ' ').strip();
        String narrow = plain.codePoints()
                .map(c -> c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return new SearchTerm(narrow.length() > LONGEST ? narrow.substring(0, LONGEST) : narrow);
    }

    /** Less than two characters would list half the register. */
    public boolean tooShort() {
        return text.codePointCount(0, text.length()) < 2;
    }

    /** Beginning of a tax id or staff number: at least four letters and digits. */
    public String codePrefix() {
        return text.matches("[0-9A-Za-z]{4,26}") ? text.toUpperCase(Locale.ROOT) + "%" : "";
    }

    /** Pinyin initials: letters and digits, at least one letter. */
    public String initialsPrefix() {
        return text.matches("(?=.*[A-Za-z])[0-9A-Za-z]{2,20}") ? text.toLowerCase(Locale.ROOT) + "%" : "";
    }

    /** Pattern of a part of a name; what has a meaning in LIKE stands for itself. */
    public String part() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
