package io.yihu.taxpayer.link;

import java.util.ArrayList;
import java.util.List;

/** Two short texts cut into pieces both have, in order, and pieces only one has. */
public final class TextDiff {
    private static final int LONGEST = 400;

    private TextDiff() {}

    /** A piece of a text; {@code differs} when the other text lacks it here. */
    public record Piece(String text, boolean differs) {}

    /** Both texts in pieces. */
    public record Both(List<Piece> a, List<Piece> b) {}

    /** A missing text has no pieces, and then nothing differs: there is nothing to compare. */
    public static Both of(String a, String b) {
        if (a == null || b == null || a.length() > LONGEST || b.length() > LONGEST) {
            boolean differs = a != null && b != null && !a.equals(b);
            return new Both(whole(a, differs), whole(b, differs));
        }
        int[][] common = common(a, b);
        List<Piece> left = new ArrayList<>();
        List<Piece> right = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            if (i < a.length() && j < b.length() && a.charAt(i) == b.charAt(j)) {
                add(left, a.charAt(i++), false);
                add(right, b.charAt(j++), false);
            } else if (j == b.length() || i < a.length() && common[i + 1][j] >= common[i][j + 1]) {
                add(left, a.charAt(i++), true);
            } else {
                add(right, b.charAt(j++), true);
            }
        }
        return new Both(left, right);
    }

    /** Length of the longest common subsequence of the rests from each place on. */
    private static int[][] common(String a, String b) {
        int[][] length = new int[a.length() + 1][b.length() + 1];
        for (int i = a.length() - 1; i >= 0; i--) {
            for (int j = b.length() - 1; j >= 0; j--) {
                length[i][j] = a.charAt(i) == b.charAt(j)
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static List<Piece> whole(String text, boolean differs) {
        return text == null || text.isEmpty() ? List.of() : List.of(new Piece(text, differs));
    }

    private static void add(List<Piece> pieces, char character, boolean differs) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).differs() == differs) {
            pieces.set(last, new Piece(pieces.get(last).text() + character, differs));
        } else {
            pieces.add(new Piece(String.valueOf(character), differs));
        }
    }
}
