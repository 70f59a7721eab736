package io.yihu.risk;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 400 of a run: new and risen findings become matters, unless one is being dealt with already. */
@Component
@RequiredArgsConstructor
class RaiseStep implements RunStep {
    /** Source of matters that the scorecard raises; their reference is the finding. */
    static final String SOURCE = "RISK";

    private static final int BATCH = 1_000;
    private static final Map<String, String> TYPES =
            Map.of("LOW", "RISK_REMIND", "MEDIUM", "ASSESSMENT", "HIGH", "POST_RESPONSE");
    private final JdbcClient jdbc;
    private final Definitions definitions;
    private final MatterService matters;

    @Override
    public String code() {
        return "risk.raise";
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public long run(RunContext run) {
        List<RaiseMatter> raise = fresh(run);
        long raised = 0;
        for (int from = 0; from < raise.size(); from += BATCH) {
            raised += matters.raise(raise.subList(from, Math.min(raise.size(), from + BATCH)));
        }
        return raised;
    }

    /**
     * Findings no matter covers: none open of at least this level, and none closed of at least this level unless the
     * subject was below it in between.
     */
    private List<RaiseMatter> fresh(RunContext run) {
        return jdbc.sql("""
                        with ranked as (
                          select f.*, array_position(array['LOW', 'MEDIUM', 'HIGH'], f.level) as rank from risk.finding f
                          where f.run_id = ?
                        )
                        select r.id, r.subject_id, r.level, r.hit_codes from ranked r
                        join taxpayer.v_subject s on s.id = r.subject_id
                        where not exists (
                          select 1 from task.v_matter m
                          where m.subject_id = r.subject_id and m.source = ?
                            and array_position(array['LOW', 'MEDIUM', 'HIGH'], m.level) >= r.rank
                            and (m.closed_at is null or not exists (
                              select 1 from risk.finding o join risk.judgement j
                                on j.subject_id = o.subject_id and j.period > o.period and j.period < r.period
                              where o.subject_id = m.subject_id and o.id::text = m.source_ref
                                and coalesce(array_position(array['LOW', 'MEDIUM', 'HIGH'], j.level), 0) < r.rank)))
                        order by r.rank desc, r.score desc, s.tax_id""")
                .params(run.runId(), SOURCE)
                .query((row, n) ->
                        matter(row.getLong("id"), row.getLong("subject_id"), row.getString("level"), (String[])
                                row.getArray("hit_codes").getArray()))
                .list();
    }

    private RaiseMatter matter(long finding, long subject, String level, String[] codes) {
        List<String> titles = Arrays.stream(codes)
                .map(code -> definitions
                        .indicator(code)
                        .map(IndicatorDefinition::titleZh)
                        .orElse(code))
                .toList();
        List<String> first = new ArrayList<>(titles.subList(0, Math.min(2, titles.size())));
        String title = "疑似" + (first.isEmpty() ? "风险待核实" : String.join("、", first));
        String why = titles.isEmpty()
                ? null
                : "命中 " + titles.size() + " 项指标：" + titles.stream().limit(5).collect(Collectors.joining("、"))
                        + (titles.size() > 5 ? " 等" : "") + "。";
        return new RaiseMatter(subject, TYPES.get(level), SOURCE, Long.toString(finding), level, title, why);
    }
}
