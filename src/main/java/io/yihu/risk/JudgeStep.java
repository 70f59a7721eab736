package io.yihu.risk;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Hit;
import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.indicator.Scorecard;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
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
        long model = models.published();
        Catalogue.Version version = catalogue.version(reader.catalogueVersion(run));
        Scorecard scorecard = models.scorecard(model, version);
        return new TransactionTemplate(transactions).execute(status -> {
            writing.clear(run);
            long subjects = reader.count(run, 0, 1);
            int slices = (int) (1 + subjects / SLICE);
            for (int slice = 0; slice < slices; slice++) {
                int size = (int) reader.count(run, slice, slices);
                judge(run, reader.read(run, version.size(), slice, slices, size), scorecard, model);
            }
            writing.publish(run);
            return subjects;
        });
    }

    private void judge(RunContext run, VectorBatch batch, Scorecard scorecard, long model) {
        double[] raw = new double[batch.size()];
        boolean[] hard = new boolean[batch.size()];
        scorecard.judge(batch.values(), batch.size(), raw, hard);
        Instant now = clock.instant();
        JudgementWrite.Rows rows = new JudgementWrite.Rows();
        for (int i = 0; i < batch.size(); i++) {
            JudgementWrite.Judged judged = judged(batch, i, raw[i], hard[i]);
            List<Hit> hits = judged.level() == Level.NONE ? List.of() : scorecard.hits(batch.values(), i);
            writing.append(rows, run, judged, hits, model, now);
        }
        writing.copy(rows);
    }

    private static JudgementWrite.Judged judged(VectorBatch batch, int i, double raw, boolean hard) {
        boolean grey = batch.grey()[i];
        boolean white = batch.white()[i];
        double score = LevelPolicy.listed(Scorecard.score(raw), grey);
        Level computed = LevelPolicy.computed(score, hard, white);
        Level level = LevelPolicy.effective(computed, batch.before()[i]);
        String listing = grey ? "GREY" : white ? "WHITE" : null;
        return new JudgementWrite.Judged(batch.subjects()[i], score, raw, computed, level, hard, listing);
    }
}
