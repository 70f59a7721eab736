package io.yihu.indicator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final SeriesReader reader;
    private final KeptMonths kept;
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
        long[] subjects = reader.subjects(run, part);
        int version = catalogue.current().id();
        double[][] columns = definitions.series().stream()
                .map(series -> columns(run, part, series, subjects))
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
        jdbc.sql("delete from indicator.feature_vector where period = ? and subject_id = any (?)")
                .params(run.period(), Arrays.stream(subjects).boxed().toArray(Long[]::new))
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

    @Override
    public void end(RunContext run) {
        kept.forget();
    }

    private double[][] columns(RunContext run, int part, FeatureSeries series, long[] subjects) {
        List<FeatureSeries.Measure> measures = series.measures();
        SeriesMonths[] months =
                kept.of(run, part, series, subjects).orElseGet(() -> reader.months(run, series, subjects));
        Set<String> loaded = new HashSet<>(jdbc.sql("""
                        select measure || ' ' || (extract(year from age(cast(:period as date), month)) * 12
                          + extract(month from age(cast(:period as date), month)))::int
                        from indicator.series_month where run_id = :runId""")
                .param("period", run.period())
                .param("runId", run.runId())
                .query(String.class)
                .list());
        String[][] groups = reader.groups(series, subjects);
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
