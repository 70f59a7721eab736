package io.yihu.trail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Names of the things of one type by their numbers, declared by the module that owns them, for pages that know only
 * the number, such as the log.
 *
 * @param type as {@code Trail.object} calls it
 */
public record ObjectNames(String type, Function<Collection<Long>, Map<Long, String>> names) {
    /** @param sql yields number and name of those in the array that is its one parameter */
    public static ObjectNames of(JdbcClient jdbc, String type, String sql) {
        return new ObjectNames(type, ids -> {
            Map<Long, String> found = new HashMap<>();
            if (!ids.isEmpty()) {
                jdbc.sql(sql)
                        .param(ids.toArray(Long[]::new))
                        .query((row, n) -> found.put(row.getLong(1), row.getString(2)))
                        .list();
            }
            return found;
        });
    }
}
