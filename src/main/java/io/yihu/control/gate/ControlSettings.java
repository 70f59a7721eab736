package io.yihu.control.gate;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What holds for a control now: its definition, or the last change that two persons agreed on. */
@Component
@RequiredArgsConstructor
public class ControlSettings {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** Level, whether it stands at all, and parameters by name. */
    public record Setting(String level, boolean enabled, Map<String, BigDecimal> parameters) {}

    public Setting of(ControlPoint point) {
        return jdbc.sql("""
                        select level, enabled, parameters::text from control.setting
                        where point = ? and state = 'APPROVED' order by id desc limit 1""")
                .param(point.code())
                .query((row, n) ->
                        new Setting(row.getString(1), row.getBoolean(2), merged(point.parameters(), row.getString(3))))
                .optional()
                .orElseGet(() -> new Setting(point.level(), true, point.parameters()));
    }

    private Map<String, BigDecimal> merged(Map<String, BigDecimal> shipped, String changed) {
        Map<String, BigDecimal> all = new HashMap<>(shipped);
        json.readTree(changed).properties().forEach(entry -> {
            if (shipped.containsKey(entry.getKey())) {
                all.put(entry.getKey(), entry.getValue().decimalValue());
            }
        });
        return all;
    }
}
