package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import io.yihu.taxpayer.resolve.text.Sounds;
import io.yihu.taxpayer.resolve.text.Tokens;
import java.util.Arrays;
import java.util.List;

/** A person's whole name in one column, in any order of its parts. */
final class FullNameField implements Field {
    private static final int PART = 1;
    private static final int MISSPELT = 2;
    private static final int SHORT = 3;
    private static final int CROSSED = 4;
    private final String name;
    private final Column column;
    private final String[][] words;
    private final Tokens tokens;

    FullNameField(String name, String[] raw) {
        this.name = name;
        column = Column.of(raw, FullNameField::plain);
        words = new String[column.distinct()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = column.value(i).split(" ");
        }
        tokens = TextField.tokens(column);
    }

    private static String plain(String raw) {
        String text = Plain.words(raw.replaceFirst("(?i)^\\s*(mr|mrs|ms|miss|dr|prof)\\.?\\s+", "")
                .replaceFirst("(先生|女士|小姐)$", ""));
        return text != null && Plain.hasHan(text) ? text.replace(" ", "") : text;
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.NAME, column) {
            @Override
            int values(int one, int other) {
                String a = column.value(one);
                String b = column.value(other);
                return Plain.hasHan(a) || Plain.hasHan(b) ? chinese(a, b) : latin(words[one], words[other], a, b);
            }
        });
    }

    private static int chinese(String a, String b) {
        if (Sounds.pinyin(a).equals(Sounds.pinyin(b))) {
            return MISSPELT;
        }
        int edits = Similar.edits(a, b, 1);
        boolean surname = a.charAt(0) == b.charAt(0);
        int longer = Math.max(a.length(), b.length());
        return edits == 1 && longer >= 3 ? (surname ? MISSPELT : PART) : 0;
    }

    private static int latin(String[] one, String[] other, String a, String b) {
        String[] shorter = one.length <= other.length ? one : other;
        String[] longer = shorter == one ? other : one;
        if (one.length == other.length) {
            String[] x = one.clone();
            String[] y = other.clone();
            Arrays.sort(x);
            Arrays.sort(y);
            if (Arrays.equals(x, y)) {
                return CROSSED;
            }
        }
        boolean[] used = new boolean[longer.length];
        int equal = 0;
        int near = 0;
        int initials = 0;
        for (String word : shorter) {
            int at = best(word, longer, used);
            if (at >= 0) {
                used[at] = true;
                String twin = longer[at];
                equal += word.equals(twin) ? 1 : 0;
                boolean initial = word.length() == 1 || twin.length() == 1;
                initials += !word.equals(twin) && (initial || !Similar.misspelt(word, twin)) ? 1 : 0;
                near += !word.equals(twin) && Similar.misspelt(word, twin) ? 1 : 0;
            }
        }
        if (equal + near + initials == shorter.length && equal + near > 0) {
            return initials == 0 && longer.length == shorter.length ? MISSPELT : shorter.length > 1 ? SHORT : PART;
        }
        return Similar.jaroWinkler(a, b) >= 0.93 ? MISSPELT : equal > 0 ? PART : 0;
    }

    private static int best(String word, String[] among, boolean[] used) {
        int found = -1;
        for (int i = 0; i < among.length; i++) {
            if (!used[i]) {
                if (word.equals(among[i])) {
                    return i;
                }
                boolean like = Similar.misspelt(word, among[i])
                        || word.charAt(0) == among[i].charAt(0)
                                && (among[i].startsWith(word) || word.startsWith(among[i]));
                found = like && found < 0 ? i : found;
            }
        }
        return found;
    }

    @Override
    public List<Column> sorted() {
        return List.of(column);
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(
                Passes.equal(name, column),
                TokenPass.single(name + " words", column, tokens, 3),
                Passes.derived(name + " sound", column, FullNameField::sound));
    }

    private static String sound(String value) {
        String[] parts = value.split(" ");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Plain.hasHan(value) ? Sounds.pinyin(parts[i]) : Sounds.skeleton(parts[i]);
        }
        Arrays.sort(parts);
        return "s" + String.join(" ", parts);
    }
}
