package io.yihu.indicator;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the months of a series for the subjects of one part: their rows only, as the numbers are stored. */
@Component
@RequiredArgsConstructor
class SeriesReader {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final DataSource dataSource;

    /** Subjects of a part that have a vector in this run, in order. */
    long[] subjects(RunContext run, int part) {
        return jdbc
                .sql("select subject_id from indicator.vector where period = ? and run_id = ? and "
                        + Parts.of("subject_id") + " = " + part + " order by subject_id")
                .params(run.period(), run.runId())
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** By measure, in the order of the series. */
    SeriesMonths[] months(RunContext run, FeatureSeries series, long[] subjects) {
        List<FeatureSeries.Measure> measures = series.measures();
        SeriesMonths[] months = measures.stream()
                .map(measure -> new SeriesMonths(subjects.length, measure.largest()))
                .toArray(SeriesMonths[]::new);
        String statement = series.statement().replace("cast(:period as date)", "date '" + run.period() + "'");
        int[] types = types(measures, statement);
        Map<LocalDate, Integer> back = new HashMap<>();
        for (int ago = 0; ago < SeriesMonths.MONTHS; ago++) {
            back.put(run.period().minusMonths(ago), ago);
        }
        String ids = Arrays.stream(subjects).mapToObj(Long::toString).collect(Collectors.joining(",", "'{", "}'"));
        String sql = "copy (select s.subject_id, s.month, " + columns(measures) + " from (" + statement
                + ") s where s.subject_id = any (" + ids + "::bigint[])) to stdout (format binary)";
        BinaryCopy.read(dataSource, sql, in -> {
            int row = Arrays.binarySearch(subjects, BinaryCopy.readLong(in));
            Integer ago = back.get(BinaryCopy.readDate(in));
            for (int m = 0; m < types.length; m++) {
                double value = switch (types[m]) {
                    case Types.NUMERIC -> BinaryCopy.readNumeric(in);
                    case Types.DOUBLE -> BinaryCopy.readDouble(in);
                    default -> BinaryCopy.readWhole(in);
                };
                if (row >= 0 && ago != null) {
                    months[m].set(ago, row, value);
                }
            }
        });
        return months;
    }

    /** Own group and the one to fall back to, by subject; null where the subject has none. */
    String[][] groups(FeatureSeries series, long[] subjects) {
        String[][] groups = new String[subjects.length][];
        jdbc.sql("select p.subject_id, p.own, p.wide from (" + series.peers()
                        + ") p where p.own is not null and p.subject_id = any (?)")
                .param(Arrays.stream(subjects).boxed().toArray(Long[]::new))
                .query(row -> {
                    int at = Arrays.binarySearch(subjects, row.getLong(1));
                    groups[at] = new String[] {row.getString(2), row.getString(3)};
                });
        return groups;
    }

    private int[] types(List<FeatureSeries.Measure> measures, String statement) {
        return template.query("select " + columns(measures) + " from (" + statement + ") s limit 0", rows -> {
            ResultSetMetaData columns = rows.getMetaData();
            int[] types = new int[columns.getColumnCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = known(columns, i + 1);
            }
            return types;
        });
    }

    private static int known(ResultSetMetaData columns, int column) throws SQLException {
        int type = columns.getColumnType(column);
        return switch (type) {
            case Types.NUMERIC, Types.DOUBLE, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> type;
            default ->
                throw new DefinitionFault("measures", columns.getColumnLabel(column) + " is no number of a known type");
        };
    }

    private static String columns(List<FeatureSeries.Measure> measures) {
        return measures.stream().map(FeatureSeries.Measure::code).collect(Collectors.joining(", "));
    }
}
