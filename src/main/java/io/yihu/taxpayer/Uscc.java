package io.yihu.taxpayer;

/** Unified social credit code of GB 32100-2015: 18 places out of 31 symbols, the last one a check. */
public final class Uscc {
    private static final String SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private Uscc() {}

    /** 18 places, all of them symbols of the code. */
    public static boolean wellFormed(String code) {
        return code != null && code.length() == 18 && code.chars().allMatch(c -> SYMBOLS.indexOf(c) >= 0);
    }

    /** Check symbol of the first 17 places. */
    public static char check(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += SYMBOLS.indexOf(first17.charAt(i)) * WEIGHTS[i];
        }
        return SYMBOLS.charAt((31 - sum % 31) % 31);
    }

    /** Well formed, and its own check symbol is right; the embedded organisation code may still be wrong. */
    public static boolean valid(String code) {
        return wellFormed(code) && check(code) == code.charAt(17);
    }

    /** Organisation code in places 9 to 17. */
    public static String orgCode(String code) {
        return code.substring(8, 17);
    }
}
