package io.yihu.platform;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Facts about the database as a whole, such as {@code mode} = demo or the demo clock's shift. */
@Component
@RequiredArgsConstructor
public class DatabaseMarker {
    private final JdbcClient jdbc;

    public Optional<String> read(String key) {
        return jdbc.sql("select value from platform.marker where key = ?")
                .param(key)
                .query(String.class)
                .optional();
    }

    public void write(String key, String value) {
        jdbc.sql(
                        "insert into platform.marker (key, value) values (?, ?) on conflict (key) do update set value = excluded.value")
                .params(key, value)
                .update();
    }
}
