package io.yihu.taxpayer;

/** Organisation code of GB 11714: eight places and a check character. */
public final class OrgCode {
    private static final String SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    /** By remainder of the weighted sum: 11 less the remainder, 10 written X, 11 written 0. */
    private static final String CHECKS = "0X987654321";

    private OrgCode() {}

    /** Check character of the first eight places. */
    public static char check(String first8) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += SYMBOLS.indexOf(first8.charAt(i)) * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    public static boolean valid(String code) {
        return code != null
                && code.length() == 9
                && code.chars().limit(8).allMatch(c -> SYMBOLS.indexOf(c) >= 0)
                && check(code) == code.charAt(8);
    }

    /** Out of a credit code of 18 or a legacy tax id of 15 places; null where there is none. */
    public static String of(String taxId) {
        if (taxId != null && taxId.length() == 18 && "159Y".indexOf(taxId.charAt(0)) >= 0) {
            return Uscc.orgCode(taxId);
        }
        return taxId != null && taxId.length() == 15 ? taxId.substring(6) : null;
    }
}
