package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import io.yihu.taxpayer.resolve.text.Sounds;
import java.util.List;

/** A short word or two, such as a city, an occupation or a code of a list. */
record WordField(String name, Column column) implements Field {
    static WordField of(String name, String[] raw) {
        return new WordField(name, Column.of(raw, Plain::words));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.WORD, column) {
            @Override
            int values(int one, int other) {
                String a = column.value(one);
                String b = column.value(other);
                if (Similar.misspelt(a, b)) {
                    return 2;
                }
                boolean sound = Plain.hasHan(a) && Sounds.pinyin(a).equals(Sounds.pinyin(b));
                return sound ? 2 : Similar.jaroWinkler(a, b) >= 0.82 ? 1 : 0;
            }
        });
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(Passes.equal(name, column), Passes.derived(name + " sound", column, Sounds::skeleton));
    }
}
