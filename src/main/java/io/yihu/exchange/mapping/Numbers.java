package io.yihu.exchange.mapping;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads decimal numbers; ambiguous ones are not guessed. */
public final class Numbers {
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");
    private static final Pattern EXPONENT = Pattern.compile("[+-]?\\d+(\\.\\d+)?[eE][+-]?\\d{1,3}");
    private static final int LONGEST = 60;

    private Numbers() {}

    /** The number, or null when the text is none. */
    public static BigDecimal read(String text) {
        BigDecimal quick = quick(text);
        if (quick != null) {
            return quick;
        }
        String plain = Cleaning.narrow(text);
        if (plain.length() > LONGEST) {
            return null;
        }
        if (GROUPED.matcher(plain).matches()) {
            return new BigDecimal(plain.replace(",", ""));
        }
        if (PLAIN.matcher(plain).matches()) {
            return new BigDecimal(plain);
        }
        return EXPONENT.matcher(plain).matches() ? exponent(plain) : null;
    }

    private static BigDecimal exponent(String text) {
        BigDecimal value = new BigDecimal(text);
        return Math.abs(value.scale()) > 400 ? null : value.stripTrailingZeros();
    }

    /** Digits, one point and a sign: what nearly every cell is. */
    private static BigDecimal quick(String text) {
        int length = text.length();
        if (length > 18) {
            return null;
        }
        int i = 0;
        boolean negative = length > 0 && text.charAt(0) == '-';
        if (negative) {
            i++;
        }
        if (i == length) {
            return null;
        }
        long unscaled = 0;
        int point = -1;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                unscaled = unscaled * 10 + (c - '0');
            } else if (c == '.' && point < 0 && i > 0 && i < length - 1) {
                point = i;
            } else {
                return null;
            }
        }
        if (point >= 0 && text.charAt(point - 1) == '-') {
            return null;
        }
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, point < 0 ? 0 : length - point - 1);
    }
}
