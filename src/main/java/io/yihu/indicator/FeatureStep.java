package io.yihu.indicator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 220 of a run: derived features of everybody who has a vector, part by part. */
@Component
@RequiredArgsConstructor
class FeatureStep implements SharedStep {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    @Override
    public String code() {
        return "indicator.features";
    }

    @Override
    public int order() {
        return 220;
    }

    @Override
    public List<String> units(RunContext run) {
        return Parts.names();
    }

    @Override
    public long run(RunContext run, String unit) {
        int part = Integer.parseInt(unit);
        int version = catalogue.current().id();
        List<Long> known = jdbc.sql("select subject_id from indicator.vector where period = ? and run_id = ? and "
                        + Parts.of("subject_id") + " = ? order by subject_id")
                .params(run.period(), run.runId(), part)
                .query(Long.class)
                .list();
        long[] subjects = known.stream().mapToLong(Long::longValue).toArray();
        double[][] columns = definitions.series().stream()
                .map(series -> columns(run, series, part, subjects))
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
        jdbc.sql("delete from indicator.feature_vector where period = ? and subject_id = any (?)")
                .params(run.period(), known.toArray(Long[]::new))
                .update();
        BinaryCopy.write(
                dataSource,
                "copy indicator.feature_vector (subject_id, period, run_id, catalogue_id, \"values\") from stdin (format binary)",
                out -> {
                    for (int i = 0; i < subjects.length; i++) {
                        out.row(5);
                        out.bigint(subjects[i]);
                        out.date(run.period());
                        out.bigint(run.runId());
                        out.integer(version);
                        out.array(columns, i, true);
                    }
                });
        return subjects.length;
    }

    private double[][] columns(RunContext run, FeatureSeries series, int part, long[] subjects) {
        List<FeatureSeries.Measure> measures = series.measures();
        SeriesMonths[] months = measures.stream()
                .map(measure -> new SeriesMonths(subjects.length, measure.largest()))
                .toArray(SeriesMonths[]::new);
        read(run, series, part, subjects, months);
        Set<String> loaded = new HashSet<>(jdbc.sql("""
                        select measure || ' ' || (extract(year from age(cast(:period as date), month)) * 12
                          + extract(month from age(cast(:period as date), month)))::int
                        from indicator.series_month where run_id = :runId""")
                .param("period", run.period())
                .param("runId", run.runId())
                .query(String.class)
                .list());
        String[][] groups = groups(series, subjects);
        double[][] columns = new double[measures.size() * FeatureSeries.Derivation.values().length][subjects.length];
        for (int m = 0; m < measures.size(); m++) {
            for (int back = 0; measures.get(m).zero() && back < SeriesMonths.MONTHS; back++) {
                if (loaded.contains(measures.get(m).code() + " " + back)) {
                    months[m].zero(back);
                }
            }
            derive(
                    months[m],
                    peers(run, measures.get(m)),
                    groups,
                    columns,
                    m * FeatureSeries.Derivation.values().length);
        }
        return columns;
    }

    private void read(RunContext run, FeatureSeries series, int part, long[] subjects, SeriesMonths[] months) {
        String period = "date '" + run.period() + "'";
        String columns =
                series.measures().stream().map(FeatureSeries.Measure::code).collect(Collectors.joining(", "));
        String sql = "copy (select subject_id, (extract(year from age(" + period
                + ", month)) * 12 + extract(month from age(" + period + ", month)))::int, " + columns + " from ("
                + series.statement().replace("cast(:period as date)", period) + ") s where " + Parts.of("s.subject_id")
                + " = "
                + part + ") to stdout (format binary)";
        BinaryCopy.read(dataSource, sql, in -> {
            int row = Arrays.binarySearch(subjects, BinaryCopy.readLong(in));
            int back = (int) BinaryCopy.readLong(in);
            for (SeriesMonths one : months) {
                double value = BinaryCopy.readDouble(in);
                if (row >= 0 && back < SeriesMonths.MONTHS) {
                    one.set(back, row, value);
                }
            }
        });
    }

    private static void derive(
            SeriesMonths months, Map<String, double[]> peers, String[][] groups, double[][] columns, int at) {
        for (int i = 0; i < groups.length; i++) {
            columns[at][i] = months.window(i, 0, 1);
            columns[at + 1][i] = months.window(i, 0, 3);
            columns[at + 2][i] = months.window(i, 0, 6);
            double year = months.window(i, 0, 12);
            columns[at + 3][i] = year;
            columns[at + 4][i] = months.change(i, 3);
            columns[at + 5][i] = months.change(i, 12);
            columns[at + 6][i] = months.volatility(i);
            double[] cuts = groups[i] == null ? null : peers.getOrDefault(groups[i][0], peers.get(groups[i][1]));
            double median = cuts == null ? 0 : cuts[cuts.length / 2];
            columns[at + 7][i] = median == 0 ? Double.NaN : year / median;
            columns[at + 8][i] = cuts == null ? Double.NaN : SeriesMonths.rank(year, cuts);
        }
    }

    /** Own group and the one to fall back to, by subject; null where the subject has none. */
    private String[][] groups(FeatureSeries series, long[] subjects) {
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

    private Map<String, double[]> peers(RunContext run, FeatureSeries.Measure measure) {
        Map<String, double[]> peers = new HashMap<>();
        jdbc.sql("select name, cuts from indicator.peer_group where run_id = ? and measure = ?")
                .params(run.runId(), measure.code())
                .query(row -> {
                    Double[] cuts = (Double[]) row.getArray(2).getArray();
                    peers.put(
                            row.getString(1),
                            Arrays.stream(cuts).mapToDouble(Double::doubleValue).toArray());
                });
        return peers;
    }
}
