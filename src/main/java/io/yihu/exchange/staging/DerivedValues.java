package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.DerivedColumn;
import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedSchema;
import java.util.List;

/** Works out the derived columns of the row at hand from the texts seen while it was written. */
final class DerivedValues {
    private final List<DerivedColumn> columns;
    private final int[][] from;
    private final String[] texts;

    DerivedValues(FeedSchema schema) {
        List<String> names = schema.columns().stream().map(FeedColumn::name).toList();
        columns = schema.derived();
        from = columns.stream()
                .map(column -> column.from().stream().mapToInt(names::indexOf).toArray())
                .toArray(int[][]::new);
        texts = new String[names.size()];
    }

    int size() {
        return columns.size();
    }

    void take(int column, String text) {
        texts[column] = text;
    }

    void write(CopyBuffer out) {
        for (int i = 0; i < from.length; i++) {
            String[] arguments = new String[from[i].length];
            for (int a = 0; a < arguments.length; a++) {
                arguments[a] = texts[from[i][a]];
            }
            Long value = columns.get(i).derivation().of(arguments);
            if (value == null) {
                out.putNull();
            } else {
                out.putLong(value);
            }
        }
    }
}
