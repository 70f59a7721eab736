package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Chance;
import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import io.yihu.taxpayer.resolve.text.Sounds;
import io.yihu.taxpayer.resolve.text.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the own parts of organisations' names. */
final class OwnNames {
    private static final int PART = 4;
    private static final int SOUND = 5;
    private static final int SLIP = 3;
    private static final int EQUAL = 6;
    private static final double HOMOPHONES = 2;
    private final Column own;
    private final Column body;
    private final Tokens tokens;
    private final String[] tight;
    private final Chance chance;

    OwnNames(Column own, Column body) {
        this.own = own;
        this.body = body;
        tokens = TextField.tokens(own);
        tight = new String[own.distinct()];
        int[] counts = new int[tight.length];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tight.length; i++) {
            tight[i] = own.value(i).replace(" ", "");
            counts[i] = own.count(i);
            texts.add(own.value(i));
        }
        chance = new Chance(texts, counts);
    }

    Tokens tokens() {
        return tokens;
    }

    Comparison comparison(String name) {
        return new ScaledComparison(name, Scale.OWN) {
            @Override
            public int level(int a, int b) {
                int one = own.code(a);
                int other = own.code(b);
                if (one < 0 || other < 0) {
                    return NONE;
                }
                return one == other || body.code(a) == body.code(b) ? top() : values(one, other);
            }

            @Override
            public double share(int a, int b, int level) {
                int one = own.code(a);
                int other = own.code(b);
                int shorter = tight[one].length() <= tight[other].length() ? one : other;
                return switch (level) {
                    case SLIP -> chance.slip(own.value(shorter), own.value(shorter == one ? other : one));
                    case PART -> chance.same(own.value(shorter), true);
                    case SOUND -> HOMOPHONES * chance.same(own.value(shorter), false);
                    case EQUAL -> chance.same(own.value(shorter), false);
                    default -> Double.NaN;
                };
            }
        };
    }

    private int values(int one, int other) {
        String a = tight[one];
        String b = tight[other];
        if (a.equals(b)) {
            return SOUND;
        }
        boolean han = Plain.hasHan(a) && Plain.hasHan(b);
        if (han && a.length() == b.length() && Sounds.pinyin(a).equals(Sounds.pinyin(b))) {
            return SOUND;
        }
        Tokens.Shared shared = tokens.shared(one, other, !han);
        if (shared.dice() >= 0.999) {
            return SOUND;
        }
        String shorter = a.length() <= b.length() ? a : b;
        String longer = shorter == a ? b : a;
        if (contained(shorter, longer, han, shared) || initials(own.value(one), b) || initials(own.value(other), a)) {
            return PART;
        }
        int edits = Similar.edits(a, b, 2);
        if (edits == 1 && shorter.length() >= 4
                || edits == 2
                        && (han ? shorter.length() >= 6 && a.startsWith(b.substring(0, 2)) : shorter.length() >= 9)) {
            return SLIP;
        }
        return !han && shared.left() == 0 ? SLIP : shared.dice() >= 0.5 ? 2 : shared.dice() >= 0.25 ? 1 : 0;
    }

    private static boolean contained(String shorter, String longer, boolean han, Tokens.Shared shared) {
        if (han) {
            return shorter.length() >= 2
                    && (longer.contains(shorter) || shorter.length() >= 3 && Similar.abbreviates(shorter, longer));
        }
        return shared.contained() >= 0.999 || longer.startsWith(shorter) && shorter.length() >= 5;
    }

    private static boolean initials(String words, String letters) {
        String initials = initials(words);
        return initials != null && initials.length() >= 3 && initials.equals("i" + letters);
    }

    /** First letters of several Latin words, or a short word itself; null for others. */
    static String initials(String own) {
        if (Plain.hasHan(own)) {
            return null;
        }
        String[] words = own.split(" ");
        if (words.length == 1) {
            return own.length() <= 5 ? "i" + own : null;
        }
        StringBuilder initials = new StringBuilder("i");
        for (String word : words) {
            initials.append(word.charAt(0));
        }
        return initials.toString();
    }

    /** The beginning: two Chinese characters, or six letters. */
    static String begin(String own) {
        int length = Plain.hasHan(own) ? 2 : 6;
        return own.length() < length ? null : "b" + own.substring(0, length);
    }

    /** All letters in alphabetical order: whatever was swapped falls together. */
    static String letters(String own) {
        char[] letters = own.replace(" ", "").toCharArray();
        Arrays.sort(letters);
        return letters.length < 3 ? null : "k" + new String(letters);
    }

    /** Pieces of three letters of Latin names, rare ones lead to misspelt twins. */
    static Tokens grams(Column own) {
        String[] texts = new String[own.distinct()];
        int[] counts = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = own.value(i);
            counts[i] = own.count(i);
        }
        return new Tokens(texts, counts, OwnNames::pieces);
    }

    private static List<String> pieces(String own) {
        List<String> pieces = new ArrayList<>();
        String tight = own.replace(" ", "");
        boolean han = Plain.hasHan(own);
        for (int i = 0; i + 3 <= tight.length(); i++) {
            pieces.add(han ? tight.charAt(i) + "_" + tight.charAt(i + 2) : tight.substring(i, i + 3));
        }
        return pieces;
    }
}
