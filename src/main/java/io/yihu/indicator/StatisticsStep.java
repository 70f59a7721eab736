package io.yihu.indicator;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Step 210 of a run: distribution and drift of every indicator; what the run needed on the way is thrown away. */
@Component
@RequiredArgsConstructor
class StatisticsStep implements RunStep {
    private final Definitions definitions;
    private final Bases bases;
    private final PartStatistics parts;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "indicator.statistics";
    }

    @Override
    public int order() {
        return 210;
    }

    @Override
    @Transactional
    public long run(RunContext run) {
        Map<String, Sketch> now = parts.merged(run);
        Map<String, Sketch> before = parts.before(run);
        jdbc.sql("delete from indicator.distribution where run_id = ?")
                .param(run.runId())
                .update();
        now.forEach((code, sketch) ->
                store(run, code, sketch, before.containsKey(code) ? sketch.stability(before.get(code)) : null));
        jdbc.sql("delete from indicator.vector where period = ? and run_id <> ?")
                .params(run.period(), run.runId())
                .update();
        jdbc.sql("select indicator.refresh_statistics()").query(rs -> {});
        parts.forget(run);
        definitions.bases().forEach(bases::drop);
        jdbc.sql("truncate indicator.frame_value").update();
        return now.size();
    }

    private void store(RunContext run, String code, Sketch sketch, Double psi) {
        jdbc.sql("""
                        insert into indicator.distribution (run_id, code, subjects, known, minimum, p10, p25, p50, p75, p90, p99, maximum, psi,
                          keys, counts, sums) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        run.runId(),
                        code,
                        sketch.subjects(),
                        sketch.known(),
                        sketch.minimum(),
                        sketch.quantile(0.1),
                        sketch.quantile(0.25),
                        sketch.quantile(0.5),
                        sketch.quantile(0.75),
                        sketch.quantile(0.9),
                        sketch.quantile(0.99),
                        sketch.maximum(),
                        psi,
                        sketch.keys(),
                        sketch.counts(),
                        sketch.sums())
                .update();
    }
}
