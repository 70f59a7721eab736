package io.yihu.risk.model;

import io.yihu.indicator.Catalogue;
import io.yihu.risk.Level;
import java.time.LocalDate;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many a model would give a finding of whatever level in the newest period, reminders included. More than three in ten is
 * too many, unless the model that is live flags no fewer: tightening it must stay possible.
 */
@Component
@RequiredArgsConstructor
public class FlagShare {
    /** A model that flags more finds nobody. */
    public static final double MOST = 0.30;

    private final JdbcClient jdbc;
    private final VectorReader reader;
    private final Catalogue catalogue;
    private final Models models;

    private record Newest(LocalDate period, LocalDate asOf, int catalogueVersion) {}

    /** Share of everybody with a finding, by the model and by the live one. */
    public record Share(double found, double live) {
        public boolean tooMany() {
            return FlagShare.tooMany(found, live);
        }
    }

    /** Whether such a share is refused beside that of the live model. */
    public static boolean tooMany(double found, double live) {
        return found > MOST && found > live;
    }

    /** Nothing before the first run. */
    public Share of(ModelSpec spec) {
        Newest newest = jdbc.sql("""
                        select period, as_of, catalogue_version from indicator.v_run
                        where state = 'DONE' and catalogue_version is not null order by period desc, id desc limit 1""").query(Newest.class).optional().orElse(null);
        if (newest == null) {
            return new Share(0, 0);
        }
        Catalogue.Version version = catalogue.version(newest.catalogueVersion());
        CompiledModel model = CompiledModel.of(spec, version);
        CompiledModel live = models.compiled(models.published(), version);
        int[] wanted = IntStream.concat(IntStream.of(model.reads(version)), IntStream.of(live.reads(version)))
                .distinct()
                .sorted()
                .toArray();
        VectorBatch batch = reader.all(new VectorReader.Wish(
                newest.period(), newest.asOf(), version.size(), wanted, 0, model.asksEvents() || live.asksEvents()));
        return new Share(found(model, batch), found(live, batch));
    }

    private static double found(CompiledModel model, VectorBatch batch) {
        CompiledModel.Outcome outcome = model.judge(batch.columns(model));
        int found = 0;
        for (int i = 0; i < batch.size(); i++) {
            found += batch.verdict(model, outcome, i).computed().compareTo(Level.LOW) >= 0 ? 1 : 0;
        }
        return batch.size() == 0 ? 0 : (double) found / batch.size();
    }
}
