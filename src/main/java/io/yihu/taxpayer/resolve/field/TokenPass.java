package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Tokens;

/** Records that share one of their rarest pieces; or the two rarest together when {@code paired}. */
record TokenPass(String name, Column column, long[][] keys) implements KeyPass {
    static TokenPass single(String name, Column column, Tokens tokens, int most) {
        long[][] keys = new long[column.distinct()][];
        for (int i = 0; i < keys.length; i++) {
            int[] rarest = tokens.rarest(i, most);
            keys[i] = new long[rarest.length];
            for (int k = 0; k < rarest.length; k++) {
                keys[i][k] = KeyPass.hash(tokens.word(rarest[k]));
            }
        }
        return new TokenPass(name, column, keys);
    }

    @Override
    public void keys(int record, Keys sink) {
        if (column.has(record)) {
            for (long key : keys[column.code(record)]) {
                sink.add(key);
            }
        }
    }
}
