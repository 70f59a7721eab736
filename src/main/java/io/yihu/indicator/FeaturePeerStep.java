package io.yihu.indicator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 215 of a run: where the peers of every group stand, measure by measure, and which months are known at all. */
@Component
@RequiredArgsConstructor
class FeaturePeerStep implements SharedStep {
    private static final int FEWEST = 30;
    private static final int TOGETHER = 10;
    private static final String STEPS = IntStream.rangeClosed(0, 20)
            .mapToObj(n -> Double.toString(n / 20.0))
            .collect(Collectors.joining(", ", "array[", "]"));
    private final Definitions definitions;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "indicator.peers";
    }

    @Override
    public int order() {
        return 215;
    }

    /** Some measures at a time, so that each unit reads the series once. */
    @Override
    public List<String> units(RunContext run) {
        return definitions.series().stream()
                .flatMap(series -> IntStream.range(0, (series.measures().size() + TOGETHER - 1) / TOGETHER)
                        .mapToObj(n -> series.name() + " " + n))
                .toList();
    }

    @Override
    public long run(RunContext run, String unit) {
        String[] names = unit.split(" ");
        FeatureSeries series = definitions.series().stream()
                .filter(one -> one.name().equals(names[0]))
                .findFirst()
                .orElseThrow();
        int first = Integer.parseInt(names[1]) * TOGETHER;
        var measures =
                series.measures().subList(first, Math.min(series.measures().size(), first + TOGETHER));
        jdbc.sql("set local work_mem = '96MB'").update();
        jdbc.sql("set local enable_nestloop = off").update();
        measures.forEach(measure -> jdbc.sql("delete from indicator.peer_group where run_id = ? and measure = ?")
                .params(run.runId(), measure.code())
                .update());
        String part = new FeatureSeries("", "", "", "", series.sql(), "", List.copyOf(measures)).statement();
        knownMonths(run, measures, part);
        return groups(run, series, measures, part);
    }

    private void knownMonths(RunContext run, List<FeatureSeries.Measure> measures, String series) {
        String counts = measures.stream()
                .map(m -> "('" + m.code() + "', x." + m.code() + ")")
                .collect(Collectors.joining(", "));
        jdbc.sql(
                        "insert into indicator.series_month (run_id, month, measure)\nselect :runId, k.month, k.measure from (select x.month, v.measure, v.n from (select month, "
                                + measures.stream()
                                        .map(m -> "count(" + m.code() + ") as " + m.code())
                                        .collect(Collectors.joining(", "))
                                + " from (" + series + ") s group by month) x cross join lateral (values "
                                + counts
                                + ") v(measure, n)) k where k.n > 0 on conflict do nothing")
                .param("runId", run.runId())
                .param("period", run.period())
                .update();
    }

    private long groups(RunContext run, FeatureSeries series, List<FeatureSeries.Measure> measures, String statement) {
        String folds = measures.stream()
                .map(m -> (m.largest() ? "max(" : "sum(") + m.code() + ") as " + m.code())
                .collect(Collectors.joining(", "));
        String cuts = measures.stream()
                .map(m -> "count(y." + m.code() + ") as n_" + m.code() + ", percentile_cont(" + STEPS
                        + ") within group (order by y." + m.code() + ") as q_" + m.code())
                .collect(Collectors.joining(", "));
        String rows = measures.stream()
                .map(m -> "('" + m.code() + "', g.n_" + m.code() + ", g.q_" + m.code() + ")")
                .collect(Collectors.joining(", "));
        return jdbc.sql("insert into indicator.peer_group (run_id, measure, name, n, cuts)\n"
                        + "select :runId, v.measure, g.name, v.n, v.cuts from (select coalesce(p.own, p.wide) as name, "
                        + cuts + " from (select subject_id, " + folds + " from (" + statement
                        + ") s where month > cast(:period as date) - interval '12 months' group by subject_id) y join ("
                        + series.peers()
                        + ") p on p.subject_id = y.subject_id where p.own is not null group by grouping sets ((p.own), (p.wide))) g cross join lateral (values "
                        + rows + ") v(measure, n, cuts) where v.n >= :fewest")
                .param("runId", run.runId())
                .param("period", run.period())
                .param("fewest", FEWEST)
                .update();
    }
}
