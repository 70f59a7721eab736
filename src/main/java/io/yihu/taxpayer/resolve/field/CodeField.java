package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import java.util.List;

/** A number or code that should be a record's own: identity number, account, telephone. */
record CodeField(String name, Column column, int tail) implements Field {
    private static final int PHONE_TAIL = 8;

    static CodeField code(String name, String[] raw) {
        return new CodeField(name, Column.of(raw, CodeField::plain), 0);
    }

    /** Telephone numbers agree when their last eight digits do. */
    static CodeField phone(String name, String[] raw) {
        return new CodeField(name, Column.of(raw, CodeField::number), PHONE_TAIL);
    }

    private static String plain(String raw) {
        String words = Plain.words(raw);
        return words == null ? null : words.replace(" ", "");
    }

    private static String number(String raw) {
        String digits = Plain.digits(raw.replaceFirst("(?i)(ext|转|x).*$", ""));
        if (digits == null || digits.length() < 5) {
            return null;
        }
        return digits.replaceFirst("^(00)?86(?=1\\d{10}$)", "").replaceFirst("^0+", "");
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.CODE, column) {
            @Override
            int values(int one, int other) {
                String a = column.value(one);
                String b = column.value(other);
                if (tail > 0 && a.length() != b.length() && tail(a).equals(tail(b))) {
                    return 2;
                }
                int edits = Similar.edits(a, b, 2);
                int shorter = Math.min(a.length(), b.length());
                return edits == 1 && shorter >= 4 ? 2 : edits == 2 && shorter >= 7 ? 1 : 0;
            }
        });
    }

    private String tail(String number) {
        return number.length() <= tail ? number : number.substring(number.length() - tail);
    }

    @Override
    public List<KeyPass> passes() {
        KeyPass equal = tail > 0 ? Passes.derived(name + " tail", column, this::tail) : Passes.equal(name, column);
        KeyPass begin = Passes.derived(
                name + " begin", column, v -> v.length() < 6 ? null : "b" + v.substring(0, (v.length() + 1) / 2));
        KeyPass end =
                Passes.derived(name + " end", column, v -> v.length() < 6 ? null : "e" + v.substring(v.length() / 2));
        return List.of(equal, begin, end);
    }
}
