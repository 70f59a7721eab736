package io.yihu.risk.whatif;

import io.yihu.indicator.Catalogue;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.Models;
import io.yihu.risk.model.VectorBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges past periods with a model as it was typed, by the same evaluator as the nightly run. */
@Component
@RequiredArgsConstructor
class TrialEngine {
    private final ColumnCache cache;
    private final Catalogue catalogue;
    private final Models models;
    private final PlatformTransactionManager transactions;

    /** One period, beside what the models that are live at its end say about the same columns. */
    PeriodTrial judge(Trial trial, ColumnCache.Period period) {
        Catalogue.Version version = catalogue.version(period.catalogueVersion());
        List<Models.Live> live = models.live(period.asOf());
        List<CompiledModel> compiled =
                live.stream().map(m -> models.compiled(m.id(), version)).toList();
        CompiledModel model = CompiledModel.of(trial.spec(), version);
        int[] wanted = IntStream.concat(
                        IntStream.of(model.reads(version)),
                        compiled.stream().flatMapToInt(m -> IntStream.of(m.reads(version))))
                .distinct()
                .sorted()
                .toArray();
        boolean events = model.asksEvents() || compiled.stream().anyMatch(CompiledModel::asksEvents);
        VectorBatch batch = read(period, version, wanted, events);
        boolean[] mine = mine(trial.modelCode(), live, batch);
        byte[] levels = new byte[batch.size()];
        double[] scores = new double[batch.size()];
        for (int m = 0; m < live.size(); m++) {
            CompiledModel.Outcome outcome = compiled.get(m).judge(batch.columns(compiled.get(m)));
            for (int i = 0; i < batch.size(); i++) {
                if (Models.pick(live, batch.industries()[i], batch.offices()[i]) == m) {
                    VectorBatch.Verdict verdict = batch.verdict(compiled.get(m), outcome, i);
                    levels[i] = (byte) verdict.level().ordinal();
                    scores[i] = verdict.score();
                }
            }
        }
        return new PeriodTrial(period, batch, model, mine, levels, scores);
    }

    /** A batch that has the column of one line. */
    VectorBatch column(PeriodTrial trial, ModelSpec spec, String code) {
        Catalogue.Version version = catalogue.version(trial.period.catalogueVersion());
        boolean rules = trial.model.countsHits();
        int[] wanted = rules ? trial.model.reads(version) : new int[] {version.place(code)};
        return read(trial.period, version, wanted, rules && trial.model.asksEvents());
    }

    /** A batch that has everything the trial's model reads. */
    VectorBatch all(PeriodTrial trial, Catalogue.Version version) {
        return read(trial.period, version, trial.model.reads(version), trial.model.asksEvents());
    }

    CompiledModel compile(PeriodTrial trial, ModelSpec spec) {
        return CompiledModel.of(spec, catalogue.version(trial.period.catalogueVersion()));
    }

    private VectorBatch read(ColumnCache.Period period, Catalogue.Version version, int[] wanted, boolean events) {
        return new TransactionTemplate(transactions)
                .execute(status -> cache.get(period, version.size(), wanted, events));
    }

    /** Subjects the model would judge if this version were live. */
    private boolean[] mine(String code, List<Models.Live> live, VectorBatch batch) {
        List<Models.Live> then = new ArrayList<>(
                live.stream().filter(m -> !m.code().equals(code)).toList());
        then.add(models.wouldBe(code));
        boolean[] mine = new boolean[batch.size()];
        for (int i = 0; i < mine.length; i++) {
            mine[i] = Models.pick(then, batch.industries()[i], batch.offices()[i]) == then.size() - 1;
        }
        return mine;
    }
}
