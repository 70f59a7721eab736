package io.yihu.indicator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 215 of a run: where the peers of every group stand, measure by measure, and which months are known at all. */
@Component
@RequiredArgsConstructor
class FeaturePeerStep implements SharedStep {
    private static final int YEAR = 12;
    private final Definitions definitions;
    private final SeriesReader reader;
    private final KeptMonths kept;
    private final PeerGroups groups;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "indicator.peers";
    }

    @Override
    public int order() {
        return 215;
    }

    @Override
    public List<String> units(RunContext run) {
        return Parts.names();
    }

    @Override
    public long run(RunContext run, String unit) {
        int part = Integer.parseInt(unit);
        long[] subjects = reader.subjects(run, part);
        for (FeatureSeries series : definitions.series()) {
            SeriesMonths[] months = reader.months(run, series, subjects);
            kept.keep(run, part, series, subjects, months);
            String[][] named = reader.groups(series, subjects);
            int[] grouped = IntStream.range(0, subjects.length)
                    .filter(i -> named[i] != null)
                    .toArray();
            groups.keepNames(
                    run,
                    part,
                    series.name(),
                    Arrays.stream(grouped).mapToObj(i -> named[i][0]).toArray(String[]::new),
                    Arrays.stream(grouped).mapToObj(i -> named[i][1]).toArray(String[]::new));
            for (int m = 0; m < months.length; m++) {
                SeriesMonths measure = months[m];
                String code = series.measures().get(m).code();
                knownMonths(run, code, measure);
                groups.keepValues(
                        run,
                        part,
                        series.name(),
                        code,
                        Arrays.stream(grouped)
                                .mapToDouble(i -> measure.window(i, 0, YEAR))
                                .toArray());
            }
        }
        return subjects.length;
    }

    @Override
    public void end(RunContext run) {
        jdbc.sql("delete from indicator.peer_group where run_id = ?")
                .param(run.runId())
                .update();
        definitions.series().forEach(series -> groups.compare(run, series));
        groups.forget(run);
    }

    private void knownMonths(RunContext run, String measure, SeriesMonths months) {
        Integer[] known = IntStream.range(0, SeriesMonths.MONTHS)
                .filter(months::known)
                .boxed()
                .toArray(Integer[]::new);
        jdbc.sql("""
                        insert into indicator.series_month (run_id, month, measure)
                        select ?, (cast(? as date) - make_interval(months => b.back))::date, ? from unnest(cast(? as int[])) b(back)
                        on conflict do nothing""").params(run.runId(), run.period(), measure, known).update();
    }
}
