package io.yihu.taxpayer.resolve.text;

/** Likeness of two strings. */
public final class Similar {
    private static final int LONGEST = 64;

    private Similar() {}

    /** Jaro–Winkler with the usual prefix bonus (0.1, four characters), in [0, 1]. */
    public static double jaroWinkler(CharSequence a, CharSequence b) {
        int n = Math.min(a.length(), LONGEST);
        int m = Math.min(b.length(), LONGEST);
        if (n == 0 || m == 0) {
            return n == m ? 1 : 0;
        }
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        long usedA = 0;
        long usedB = 0;
        int matches = 0;
        for (int i = 0; i < n; i++) {
            int to = Math.min(m - 1, i + window);
            for (int j = Math.max(0, i - window); j <= to; j++) {
                if ((usedB >> j & 1) == 0 && a.charAt(i) == b.charAt(j)) {
                    usedA |= 1L << i;
                    usedB |= 1L << j;
                    matches++;
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int swaps = 0;
        int j = 0;
        for (int i = 0; i < n; i++) {
            if ((usedA >> i & 1) == 1) {
                while ((usedB >> j & 1) == 0) {
                    j++;
                }
                if (a.charAt(i) != b.charAt(j)) {
                    swaps++;
                }
                j++;
            }
        }
        double jaro = ((double) matches / n + (double) matches / m + (matches - swaps / 2.0) / matches) / 3;
        int prefix = 0;
        while (prefix < 4 && prefix < n && prefix < m && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    /** Edits (insert, delete, replace, swap of neighbours) that turn one into the other; {@code limit + 1} when more are needed. */
    public static int edits(CharSequence a, CharSequence b, int limit) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > limit) {
            return limit + 1;
        }
        int[] before = new int[m + 1];
        int[] last = new int[m + 1];
        int[] row = new int[m + 1];
        for (int j = 0; j <= m; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int best = i;
            for (int j = 1; j <= m; j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost = Math.min(cost, before[j - 2] + 1);
                }
                row[j] = cost;
                best = Math.min(best, cost);
            }
            if (best > limit) {
                return limit + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(last[m], limit + 1);
    }

    /** Do two words look like one word misspelt? Short words must agree. */
    public static boolean misspelt(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter < 3 || hasDigit(a) || hasDigit(b)) {
            return false;
        }
        return edits(a, b, shorter < 8 ? 1 : 2) <= (shorter < 8 ? 1 : 2) || jaroWinkler(a, b) >= 0.93;
    }

    /** All characters of the shorter stand in the longer in their order, beginning with the first. */
    public static boolean abbreviates(CharSequence shorter, CharSequence longer) {
        if (shorter.length() >= longer.length() || shorter.charAt(0) != longer.charAt(0)) {
            return false;
        }
        int i = 0;
        for (int j = 0; j < longer.length() && i < shorter.length(); j++) {
            if (shorter.charAt(i) == longer.charAt(j)) {
                i++;
            }
        }
        return i == shorter.length();
    }

    static boolean hasDigit(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= '0' && word.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }
}
