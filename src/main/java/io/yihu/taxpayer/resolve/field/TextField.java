package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Tokens;
import java.util.List;

/** Free text: how much of the weighted words two texts share. */
final class TextField implements Field {
    private final String name;
    private final Column column;
    private final Tokens tokens;

    TextField(String name, String[] raw) {
        this.name = name;
        column = Column.of(raw, Plain::words);
        tokens = tokens(column);
    }

    static Tokens tokens(Column column) {
        String[] texts = new String[column.distinct()];
        int[] counts = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.value(i);
            counts[i] = column.count(i);
        }
        return new Tokens(texts, counts, Tokens::mixed);
    }

    /** Level of the scale {@link Scale#BAG} for a share. */
    static int band(double share) {
        return share >= 0.999 ? 4 : share >= 0.72 ? 3 : share >= 0.45 ? 2 : share >= 0.2 ? 1 : 0;
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.BAG, column) {
            @Override
            int values(int one, int other) {
                return band(tokens.shared(one, other, true).dice());
            }
        });
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(Passes.equal(name, column), TokenPass.single(name + " words", column, tokens, 4));
    }
}
