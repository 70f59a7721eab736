package io.yihu.risk;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Columns;
import io.yihu.indicator.Hit;
import io.yihu.indicator.Parts;
import io.yihu.indicator.RunContext;
import io.yihu.indicator.SharedStep;
import io.yihu.platform.YihuClock;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.Models;
import io.yihu.risk.model.VectorBatch;
import io.yihu.risk.model.VectorReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 300 of a run: scores, levels and findings of all subjects that have a vector, part by part; published when all are judged. */
@Component
@RequiredArgsConstructor
class JudgeStep implements SharedStep {
    private final Catalogue catalogue;
    private final Models models;
    private final VectorReader reader;
    private final JudgementWrite writing;
    private final YihuClock clock;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "risk.judge";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public void begin(RunContext run) {
        models.settle(run.runId(), run.asOf());
    }

    @Override
    public List<String> units(RunContext run) {
        return Parts.names();
    }

    @Override
    public long run(RunContext run, String unit) {
        int part = Integer.parseInt(unit);
        List<Models.Live> live = models.settled(run.runId());
        Catalogue.Version version = catalogue.version(catalogueVersion(run));
        List<CompiledModel> compiled =
                live.stream().map(model -> models.compiled(model.id(), version)).toList();
        int memory = compiled.stream().mapToInt(m -> m.spec().coolDown()).max().orElse(1) - 1;
        boolean events = compiled.stream().anyMatch(CompiledModel::asksEvents);
        VectorBatch batch = reader.part(
                new VectorReader.Wish(run.period(), run.asOf(), version.size(), null, memory, events), part);
        writing.clear(run, part, batch);
        judge(run, batch, live, compiled);
        return batch.size();
    }

    /** What is left of an earlier run of the period goes, and present levels change for everybody at once. */
    @Override
    public void end(RunContext run) {
        writing.forgetOthers(run);
        writing.publish(run);
    }

    private void judge(RunContext run, VectorBatch batch, List<Models.Live> live, List<CompiledModel> compiled) {
        int[] chosen = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            chosen[i] = Models.pick(live, batch.industries()[i], batch.offices()[i]);
        }
        Instant now = clock.instant();
        JudgementWrite.Rows rows = new JudgementWrite.Rows();
        for (int m = 0; m < live.size(); m++) {
            int model = m;
            if (Arrays.stream(chosen).anyMatch(c -> c == model)) {
                judge(run, batch, compiled.get(m), live.get(m).id(), i -> chosen[i] == model, rows, now);
            }
        }
        writing.copy(rows);
    }

    private void judge(
            RunContext run,
            VectorBatch batch,
            CompiledModel model,
            long versionId,
            IntPredicate mine,
            JudgementWrite.Rows rows,
            Instant now) {
        Columns columns = batch.columns(model);
        CompiledModel.Outcome outcome = model.judge(columns);
        for (int i = 0; i < batch.size(); i++) {
            if (mine.test(i)) {
                VectorBatch.Verdict verdict = batch.verdict(model, outcome, i);
                List<Hit> hits = verdict.level() == Level.NONE ? List.of() : model.hits(columns, i);
                writing.append(
                        rows,
                        run,
                        new JudgementWrite.Judged(batch.subjects()[i], outcome.raw()[i], outcome.hard()[i], verdict),
                        hits,
                        versionId,
                        now);
            }
        }
    }

    /** Catalogue version of the run's vectors. */
    private int catalogueVersion(RunContext run) {
        return jdbc.sql("select catalogue_version from indicator.v_run where id = ?")
                .param(run.runId())
                .query(Integer.class)
                .single();
    }
}
