package io.yihu.task;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the kinds of matters. */
@Component
@RequiredArgsConstructor
class MatterTypes {
    private final JdbcClient jdbc;

    Map<String, MatterType> all() {
        return jdbc.sql("select * from task.matter_type order by code").query(MatterTypes::row).list().stream()
                .collect(Collectors.toMap(MatterType::code, Function.identity()));
    }

    /** Codes of kinds that go to an office of the taxpayer's level. */
    Set<String> tiered() {
        return new HashSet<>(jdbc.sql("select code from task.matter_type where tiered")
                .query(String.class)
                .list());
    }

    MatterType byCode(String code) {
        return jdbc.sql("select * from task.matter_type where code = ?")
                .param(code)
                .query(MatterTypes::row)
                .single();
    }

    private static MatterType row(ResultSet row, int n) throws SQLException {
        return new MatterType(
                row.getString("code"),
                row.getString("class"),
                row.getString("duty_code"),
                texts(row.getArray("skill_tags")),
                texts(row.getArray("mandatory_tags")),
                row.getBoolean("needs_cert"),
                row.getInt("standard_minutes"),
                row.getString("sla_unit"),
                row.getInt("sla_amount"),
                (Integer) row.getObject("first_action_hours"),
                row.getString("merge_key"),
                row.getInt("merge_window_h"),
                row.getBoolean("confidential"),
                row.getBoolean("needs_approval"),
                row.getString("process_key"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
