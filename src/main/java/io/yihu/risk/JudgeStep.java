package io.yihu.risk;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Columns;
import io.yihu.indicator.Hit;
import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Step 300 of a run: scores, levels and findings of all subjects that have a vector. */
@Component
@RequiredArgsConstructor
class JudgeStep implements RunStep {
    private static final int SLICE = 200_000;
    private final Catalogue catalogue;
    private final Models models;
    private final VectorReader reader;
    private final JudgementWrite writing;
    private final YihuClock clock;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    @Override
    public String code() {
        return "risk.judge";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public long run(RunContext run) {
        List<Models.Live> live = models.live(run.asOf());
        Catalogue.Version version = catalogue.version(catalogueVersion(run));
        List<CompiledModel> compiled =
                live.stream().map(model -> models.compiled(model.id(), version)).toList();
        int memory = compiled.stream().mapToInt(m -> m.spec().coolDown()).max().orElse(1) - 1;
        boolean events = compiled.stream().anyMatch(CompiledModel::asksEvents);
        VectorReader.Wish wish = new VectorReader.Wish(run.period(), run.asOf(), version.size(), null, memory, events);
        return new TransactionTemplate(transactions).execute(status -> {
            writing.clear(run);
            long subjects = reader.count(run.period(), 0, 1);
            int slices = (int) (1 + subjects / SLICE);
            for (int slice = 0; slice < slices; slice++) {
                int size = (int) reader.count(run.period(), slice, slices);
                judge(run, reader.read(wish, slice, slices, size), live, compiled);
            }
            writing.publish(run);
            return subjects;
        });
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
