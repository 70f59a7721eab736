package io.yihu.taxpayer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Personal id number of GB 11643-1999: division, date of birth, serial (odd for men) and check character. */
public final class PersonalId {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private PersonalId() {}

    /** Check character of the first 17 digits. */
    public static char check(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (first17.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    /** The 18-digit form of an old 15-digit number (born 19xx); other numbers come back as they are. */
    public static String modern(String number) {
        if (number == null || !number.matches("\\d{15}")) {
            return number;
        }
        String first17 = number.substring(0, 6) + "19" + number.substring(6);
        return first17 + check(first17);
    }

    /** Form, check character and date of birth are right. */
    public static boolean valid(String number) {
        return number != null
                && number.matches("[1-8]\\d{16}[\\dX]")
                && check(number) == number.charAt(17)
                && birth(number).isPresent();
    }

    public static Optional<LocalDate> birth(String number) {
        try {
            return Optional.of(LocalDate.parse(number.substring(6, 14), DAY));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The 17th digit is odd. */
    public static boolean male(String number) {
        return (number.charAt(16) - '0') % 2 == 1;
    }
}
