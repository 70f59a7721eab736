package io.yihu.taxpayer.resolve.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Texts as sets of weighted pieces: rare pieces weigh more, as the texts themselves show. */
public final class Tokens {
    private static final double MISSPELT = 0.8;
    private static final int SOFT_AT_MOST = 12;
    private final List<String> words = new ArrayList<>();
    private final int[][] ids;
    private final double[] weights;
    private final int[] records;
    private final double[] sums;

    /**
     * @param texts distinct texts
     * @param counts how many records carry each
     * @param split pieces of a text
     */
    public Tokens(String[] texts, int[] counts, Function<String, List<String>> split) {
        Map<String, Integer> known = new HashMap<>();
        ids = new int[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            ids[i] = split.apply(texts[i]).stream()
                    .distinct()
                    .mapToInt(word -> known.computeIfAbsent(word, w -> {
                        words.add(w);
                        return words.size() - 1;
                    }))
                    .sorted()
                    .toArray();
        }
        records = new int[words.size()];
        for (int i = 0; i < texts.length; i++) {
            for (int id : ids[i]) {
                records[id] += counts[i];
            }
        }
        double total = Math.max(1, Arrays.stream(counts).sum());
        weights = new double[records.length];
        for (int id = 0; id < weights.length; id++) {
            weights[id] = Math.log((total + 1) / (records[id] + 0.5)) + 0.1;
        }
        sums = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            for (int id : ids[i]) {
                sums[i] += weights[id];
            }
        }
    }

    /** Pieces of two characters of a tight text; the text itself when it is shorter. */
    public static List<String> bigrams(String text) {
        if (text.length() < 2) {
            return List.of(text);
        }
        List<String> pieces = new ArrayList<>(text.length());
        for (int i = 0; i + 1 < text.length(); i++) {
            pieces.add(text.substring(i, i + 2));
        }
        return pieces;
    }

    /** Words between blanks; runs of Chinese characters in pieces of two. */
    public static List<String> mixed(String text) {
        List<String> pieces = new ArrayList<>();
        for (String word : text.split(" ")) {
            int from = 0;
            while (from < word.length()) {
                boolean han = Plain.isHan(word.charAt(from));
                int to = from;
                while (to < word.length() && Plain.isHan(word.charAt(to)) == han) {
                    to++;
                }
                if (han) {
                    pieces.addAll(bigrams(word.substring(from, to)));
                } else {
                    pieces.add(word.substring(from, to));
                }
                from = to;
            }
        }
        return pieces;
    }

    /**
     * What two texts share.
     *
     * @param dice shared weight of both over the weight of both
     * @param contained shared weight over the weight of the lighter
     * @param left pieces of either that the other has nothing like
     */
    public record Shared(double dice, double contained, int left) {}

    /** Pieces that look misspelt count a little less; {@code soft} asks for them. */
    public Shared shared(int a, int b, boolean soft) {
        int[] one = ids[a];
        int[] other = ids[b];
        double weight = 0;
        boolean[] usedOne = new boolean[one.length];
        boolean[] usedOther = new boolean[other.length];
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            if (one[i] == other[j]) {
                weight += weights[one[i]];
                usedOne[i++] = true;
                usedOther[j++] = true;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        if (soft && one.length <= SOFT_AT_MOST && other.length <= SOFT_AT_MOST) {
            weight += misspelt(one, usedOne, other, usedOther);
        }
        double both = sums[a] + sums[b];
        double lighter = Math.min(sums[a], sums[b]);
        return new Shared(
                both == 0 ? 0 : 2 * weight / both,
                lighter == 0 ? 0 : weight / lighter,
                left(usedOne) + left(usedOther));
    }

    private static int left(boolean[] used) {
        int left = 0;
        for (boolean one : used) {
            left += one ? 0 : 1;
        }
        return left;
    }

    private double misspelt(int[] one, boolean[] usedOne, int[] other, boolean[] usedOther) {
        double weight = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < other.length && !usedOne[i]; j++) {
                if (!usedOther[j] && Similar.misspelt(words.get(one[i]), words.get(other[j]))) {
                    usedOne[i] = true;
                    usedOther[j] = true;
                    weight += MISSPELT * Math.min(weights[one[i]], weights[other[j]]);
                }
            }
        }
        return weight;
    }

    /** Pieces of a text. */
    public int[] ids(int text) {
        return ids[text];
    }

    public String word(int id) {
        return words.get(id);
    }

    /** Records that carry the piece. */
    public int records(int id) {
        return records[id];
    }

    /** The rarest pieces of a text that more than one record carries, rarest first. */
    public int[] rarest(int text, int most) {
        return Arrays.stream(ids[text])
                .filter(id -> records[id] > 1)
                .boxed()
                .sorted((x, y) -> Integer.compare(records[x], records[y]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
