package io.yihu.risk.model;

import io.yihu.indicator.Catalogue;
import io.yihu.risk.Level;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many a model would give a finding of whatever level in the newest period, reminders included; more than three in ten are too many. */
@Component
@RequiredArgsConstructor
public class FlagShare {
    /** A model that flags more finds nobody. */
    public static final double MOST = 0.30;

    private final JdbcClient jdbc;
    private final VectorReader reader;
    private final Catalogue catalogue;

    private record Newest(LocalDate period, LocalDate asOf, int catalogueVersion) {}

    /** Whether such a share is refused, whatever the live model flags. */
    public static boolean tooMany(double found) {
        return found > MOST;
    }

    /** Nothing before the first run. */
    public double of(ModelSpec spec) {
        Newest newest = jdbc.sql("""
                        select period, as_of, catalogue_version from indicator.v_run
                        where state = 'DONE' and catalogue_version is not null order by period desc, id desc limit 1""").query(Newest.class).optional().orElse(null);
        if (newest == null) {
            return 0;
        }
        Catalogue.Version version = catalogue.version(newest.catalogueVersion());
        CompiledModel model = CompiledModel.of(spec, version);
        return found(
                model,
                reader.all(new VectorReader.Wish(
                        newest.period(), newest.asOf(), version.size(), model.reads(version), 0, model.asksEvents())));
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
