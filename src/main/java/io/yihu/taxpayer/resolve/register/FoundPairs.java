package io.yihu.taxpayer.resolve.register;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Hands judged pairs to the database by COPY, into the temporary table {@code found_pair} of the current transaction. */
@Component
@RequiredArgsConstructor
class FoundPairs {
    /** What {@code PairBook.record} reads. */
    static final String SQL =
            "select party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, reason from found_pair";

    private static final int AT_ONCE = 1 << 20;
    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    void write(Collection<Judged> pairs) {
        jdbc.execute("drop table if exists found_pair");
        jdbc.execute("""
                create temp table found_pair (party_a bigint, party_b bigint, reg_a text, reg_b text, rule text, score numeric(6,5),
                  evidence jsonb, outcome text, veto text, reason text) on commit drop""");
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            StringBuilder rows = new StringBuilder();
            for (Judged pair : pairs) {
                row(rows, pair);
                if (rows.length() > AT_ONCE) {
                    copy(connection, rows);
                }
            }
            copy(connection, rows);
            return null;
        });
    }

    private static void copy(Connection connection, StringBuilder rows) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy found_pair from stdin", new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new DataAccessResourceFailureException("copy", e);
        }
        rows.setLength(0);
    }

    /** The same for a few pairs, as what {@code PairBook.recordFew} reads. */
    String asJson(Collection<Judged> pairs) {
        return json.writeValueAsString(pairs.stream()
                .map(pair -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("party_a", pair.partyA());
                    row.put("party_b", pair.partyB());
                    row.put("reg_a", pair.regA());
                    row.put("reg_b", pair.regB());
                    row.put("rule", pair.rule());
                    row.put("score", Math.round(pair.score() * 1e5) / 1e5);
                    row.put("evidence", Map.of("fields", fields(pair)));
                    row.put("outcome", pair.outcome());
                    row.put("veto", pair.veto());
                    row.put("reason", pair.reason());
                    return row;
                })
                .toList());
    }

    private void row(StringBuilder rows, Judged pair) {
        rows.append(pair.partyA()).append('\t').append(pair.partyB());
        cell(rows, pair.regA());
        cell(rows, pair.regB());
        cell(rows, pair.rule());
        rows.append('\t').append(Math.round(pair.score() * 1e5) / 1e5);
        cell(rows, json.writeValueAsString(Map.of("fields", fields(pair))));
        cell(rows, pair.outcome());
        cell(rows, pair.veto());
        cell(rows, pair.reason());
        rows.append('\n');
    }

    private static List<Map<String, Object>> fields(Judged pair) {
        return pair.evidence().stream()
                .map(seen -> {
                    Map<String, Object> field = new LinkedHashMap<>();
                    field.put("field", seen.field());
                    if (seen.a() != null || seen.b() != null) {
                        field.put("a", seen.a());
                        field.put("b", seen.b());
                    }
                    field.put("agreement", seen.agreement());
                    if (seen.weight() != null) {
                        field.put("weight", Math.round(seen.weight() * 100) / 100.0);
                    }
                    return field;
                })
                .toList();
    }

    /** Text format of COPY. */
    private static void cell(StringBuilder rows, String text) {
        rows.append('\t');
        if (text == null) {
            rows.append("\\N");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }
}
