package io.yihu.taxpayer.resolve.field;

import java.util.function.Function;

/** Ways to make blocking keys out of a column. */
final class Passes {
    private Passes() {}

    /** Records with the same value. */
    static KeyPass equal(String name, Column column) {
        return derived(name, column, value -> value);
    }

    /** Records whose values have something in common, such as a beginning; computed once per distinct value. */
    static KeyPass derived(String name, Column column, Function<String, String> key) {
        long[] keys = new long[column.distinct()];
        for (int i = 0; i < keys.length; i++) {
            String text = key.apply(column.value(i));
            keys[i] = text == null || text.isEmpty() ? 0 : KeyPass.hash(text);
        }
        return new Simple(name, column, keys);
    }

    private record Simple(String name, Column column, long[] keys) implements KeyPass {
        @Override
        public void keys(int record, Keys sink) {
            int code = column.code(record);
            if (code >= 0 && keys[code] != 0) {
                sink.add(keys[code]);
            }
        }
    }
}
