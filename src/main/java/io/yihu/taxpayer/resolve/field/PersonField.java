package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import io.yihu.taxpayer.resolve.text.Sounds;
import java.util.ArrayList;
import java.util.List;

/** Given name and surname in two columns, either of which may be missing or hold the other's value. */
final class PersonField implements Field {
    private static final double CLEARLY = 0.3;
    private static final int MISSPELT = 2;
    private static final int SHORT = 3;
    private static final int CROSSED = 4;
    private static final int EQUAL = 5;
    private final String name;
    private final Column given;
    private final Column surname;

    PersonField(String name, String[] given, String[] surname) {
        this.name = name;
        this.given = Column.of(given, Plain::words);
        this.surname = Column.of(surname, Plain::words);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(part(name + ".given", given, surname), part(name + ".surname", surname, given));
    }

    private Comparison part(String title, Column mine, Column others) {
        return new ScaledComparison(title, Scale.NAME) {
            @Override
            public int level(int a, int b) {
                if (crossed(a, b)) {
                    // each column of a against the other column of b
                    int level = words(mine.text(a), others.text(b));
                    return level == EQUAL || level == MISSPELT ? CROSSED : level;
                }
                return words(mine.text(a), mine.text(b));
            }

            @Override
            public double share(int a, int b, int level) {
                return level == EQUAL ? mine.share(mine.code(a)) : Double.NaN;
            }
        };
    }

    private boolean crossed(int a, int b) {
        if (given.has(a) && given.code(a) == given.code(b) || surname.has(a) && surname.code(a) == surname.code(b)) {
            return false;
        }
        double direct = like(given.text(a), given.text(b)) + like(surname.text(a), surname.text(b));
        double across = like(given.text(a), surname.text(b)) + like(surname.text(a), given.text(b));
        return across > direct + CLEARLY && across >= 0.9;
    }

    private static double like(String a, String b) {
        return a == null || b == null ? 0 : a.equals(b) ? 1 : Math.max(0, Similar.jaroWinkler(a, b) * 2 - 1);
    }

    /** Level of two words that name a person. */
    static int words(String a, String b) {
        if (a == null || b == null) {
            return Comparison.NONE;
        }
        if (a.equals(b)) {
            return EQUAL;
        }
        if (Similar.misspelt(a, b) || Plain.hasHan(a) && Sounds.pinyin(a).equals(Sounds.pinyin(b))) {
            return MISSPELT;
        }
        String shorter = a.length() <= b.length() ? a : b;
        String longer = shorter == a ? b : a;
        if (longer.startsWith(shorter)
                || longer.length() > 3 && Similar.abbreviates(shorter, longer) && shorter.length() > 1) {
            return SHORT;
        }
        return Similar.jaroWinkler(a, b) >= 0.82 ? 1 : 0;
    }

    @Override
    public List<KeyPass> passes() {
        List<KeyPass> passes = new ArrayList<>();
        long[][] keys = {hashes(given, false), hashes(surname, false), hashes(given, true), hashes(surname, true)};
        passes.add(pass(name + " part", keys[0], keys[1]));
        passes.add(pass(name + " sound", keys[2], keys[3]));
        passes.add(new Both(name + " both", given, surname, keys[2], keys[3]));
        return passes;
    }

    private static long[] hashes(Column column, boolean sound) {
        long[] keys = new long[column.distinct()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = KeyPass.hash(sound ? "s" + Sounds.skeleton(column.value(i)) : column.value(i));
        }
        return keys;
    }

    private KeyPass pass(String title, long[] givenKeys, long[] surnameKeys) {
        return new KeyPass() {
            @Override
            public String name() {
                return title;
            }

            @Override
            public void keys(int record, Keys sink) {
                if (given.has(record)) {
                    sink.add(givenKeys[given.code(record)]);
                }
                if (surname.has(record)) {
                    sink.add(surnameKeys[surname.code(record)]);
                }
            }
        };
    }

    /** Both sounds together, whichever column each stands in. */
    private record Both(String name, Column given, Column surname, long[] givenKeys, long[] surnameKeys)
            implements KeyPass {
        @Override
        public void keys(int record, Keys sink) {
            if (given.has(record) && surname.has(record)) {
                sink.add(givenKeys[given.code(record)] + surnameKeys[surname.code(record)]);
            }
        }
    }
}
