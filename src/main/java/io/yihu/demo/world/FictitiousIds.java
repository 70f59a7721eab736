package io.yihu.demo.world;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Identifiers with right check digits out of ranges that nobody holds: organisation part {@code MA0000…}, division 000000. */
final class FictitiousIds {
    private static final String SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] USCC_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] PERSON_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private FictitiousIds() {}

    /** Unified social credit code (GB 32100-2015). */
    static String uscc(boolean household, String division, long serial) {
        StringBuilder organisation = new StringBuilder("MA0");
        long rest = serial;
        for (int i = 0; i < 5; i++) {
            organisation.insert(3, SYMBOLS.charAt((int) (rest % 31)));
            rest /= 31;
        }
        String head = (household ? "92" : "91") + division + organisation + organisationCheck(organisation);
        int sum = 0;
        for (int i = 0; i < USCC_WEIGHTS.length; i++) {
            sum += SYMBOLS.indexOf(head.charAt(i)) * USCC_WEIGHTS[i];
        }
        return head + SYMBOLS.charAt((31 - sum % 31) % 31);
    }

    /** Check character of an organisation code (GB 11714). */
    static char organisationCheck(CharSequence code) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += Character.digit(code.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : (char) ('0' + check % 11);
    }

    /** Personal number (GB 11643-1999) of the division 000000 that does not exist. */
    static String person(LocalDate birth, boolean male, int serial) {
        int order = (serial % 499) * 2 + (male ? 1 : 0);
        String head = "000000" + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + String.format("%03d", order);
        int sum = 0;
        for (int i = 0; i < PERSON_WEIGHTS.length; i++) {
            sum += (head.charAt(i) - '0') * PERSON_WEIGHTS[i];
        }
        return head + "10X98765432".charAt(sum % 11);
    }
}
