package io.yihu.taxpayer.resolve.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely an unrelated record has the same text by chance, given how the texts of this file are put together: Chinese names
 * character after character, others word by word. The two records in question are left out of the count.
 */
public final class Chance {
    private static final double UNSEEN = 0.25;
    private static final double NAMESAKE = 0.1;
    private static final char END = '$';
    private final Map<String, Integer> pieces = new HashMap<>();
    private final Map<Character, Integer> characters = new HashMap<>();
    private final Map<Character, Integer> before = new HashMap<>();
    private double records;
    private double length;

    /** @param counts how many records carry each text */
    public Chance(List<String> texts, int[] counts) {
        for (int i = 0; i < counts.length; i++) {
            String text = texts.get(i);
            records += counts[i];
            if (Plain.hasHan(text)) {
                String marked = END + text.replace(" ", "") + END;
                for (int k = 0; k + 1 < marked.length(); k++) {
                    pieces.merge(marked.substring(k, k + 2), counts[i], Integer::sum);
                    before.merge(marked.charAt(k), counts[i], Integer::sum);
                    characters.merge(marked.charAt(k + 1), counts[i], Integer::sum);
                    length += counts[i];
                }
            } else {
                for (String word : text.split(" ")) {
                    pieces.merge(word, counts[i], Integer::sum);
                }
            }
        }
    }

    /** The chance of the same text, or of a longer one with this in it when {@code part}. */
    public double same(String text, boolean part) {
        double chance = 1;
        for (double step : steps(text, part)) {
            chance *= step;
        }
        return bounded(chance);
    }

    /** Firms name themselves after each other: no name is rarer than one that this file happens not to have twice. */
    private double bounded(double chance) {
        return Math.max(NAMESAKE / records, Math.min(1, chance));
    }

    /** The chance of a text that differs from this one only where the other does: one word misspelt, one run of characters. */
    public double slip(String text, String other) {
        if (Plain.hasHan(text)) {
            return chinese(text.replace(" ", ""), other.replace(" ", ""));
        }
        List<String> there = List.of(other.split(" "));
        String[] words = text.split(" ");
        double[] steps = steps(text, false);
        double chance = 1;
        for (int i = 0; i < words.length; i++) {
            chance *= there.contains(words[i]) ? steps[i] : twin(words[i]);
        }
        return bounded(chance);
    }

    private double chinese(String text, String other) {
        double[] steps = steps(text, false);
        int shorter = Math.min(text.length(), other.length());
        int front = 0;
        while (front < shorter && text.charAt(front) == other.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && text.charAt(text.length() - 1 - back) == other.charAt(other.length() - 1 - back)) {
            back++;
        }
        double chance = 1;
        for (int k = 0; k < steps.length; k++) {
            int from = text.length() - back;
            if (k < front || k > from) {
                chance *= steps[k];
            } else if (k == from && k < text.length()) {
                chance *= own(text.charAt(k)); // nothing known before it
            }
        }
        return bounded(chance);
    }

    private double own(char c) {
        return (Math.max(0, characters.getOrDefault(c, 0) - 2) + UNSEEN) / length;
    }

    /** How likely a random word looks like this one misspelt. */
    private static double twin(String word) {
        return word.length() < 4 ? 0.05 : word.length() == 4 ? 0.005 : 0.001;
    }

    private double[] steps(String text, boolean part) {
        if (!Plain.hasHan(text)) {
            String[] words = text.split(" ");
            double[] steps = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                steps[i] = (Math.max(0, pieces.getOrDefault(words[i], 0) - 2) + UNSEEN) / records;
            }
            return steps;
        }
        String marked = END + text.replace(" ", "") + END;
        double[] steps = new double[marked.length() - (part ? 2 : 1)];
        for (int k = 0; k < steps.length; k++) {
            double seen = Math.max(0, pieces.getOrDefault(marked.substring(k, k + 2), 0) - 2);
            double all = Math.max(0, before.getOrDefault(marked.charAt(k), 0) - 2);
            steps[k] = (seen + 2 * own(marked.charAt(k + 1))) / (all + 2);
        }
        return steps;
    }
}
