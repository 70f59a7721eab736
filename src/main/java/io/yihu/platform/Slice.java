package io.yihu.platform;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list read by key, never by offset.
 *
 * @param next opaque key of the following page, null at the end
 */
public record Slice<T>(List<T> rows, String next) {
    /** Cuts a list read with {@code limit + 1} rows. */
    public static <T> Slice<T> of(List<T> read, int limit, Function<T, String> key) {
        if (read.size() <= limit) {
            return new Slice<>(read, null);
        }
        List<T> rows = List.copyOf(read.subList(0, limit));
        return new Slice<>(rows, key.apply(rows.get(limit - 1)));
    }
}
