package io.yihu.indicator;

import io.yihu.platform.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows behind a value, fetched when somebody asks. */
@Component
@RequiredArgsConstructor
public class Evidence {
    private static final int MOST = 50;
    private final Definitions definitions;
    private final JdbcClient jdbc;

    /** A small table; cells as the database gave them, null where empty. */
    public record Table(List<EvidenceColumn> columns, List<List<Object>> rows) {}

    public Table of(String code, long subjectId, LocalDate asOf) {
        IndicatorDefinition indicator = definitions.indicator(code).orElseThrow(Refusal::notFound);
        return jdbc.sql(indicator.evidence())
                .param("subject", subjectId)
                .param("asOf", asOf)
                .param("period", asOf.withDayOfMonth(1).minusMonths(1))
                .query(extract());
    }

    private ResultSetExtractor<Table> extract() {
        return result -> {
            var data = result.getMetaData();
            List<EvidenceColumn> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(definitions.column(data.getColumnLabel(i)));
            }
            List<List<Object>> rows = new ArrayList<>();
            while (result.next() && rows.size() < MOST) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return new Table(columns, rows);
        };
    }
}
