package io.yihu.risk.model;

import io.yihu.indicator.Catalogue;
import io.yihu.risk.Level;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Share of all subjects a model would give a finding of whatever level in the newest period, one that only reminds included. */
@Component
@RequiredArgsConstructor
public class FlagShare {
    /** A model that flags more finds nobody. */
    public static final double MOST = 0.30;

    private final JdbcClient jdbc;
    private final VectorReader reader;
    private final Catalogue catalogue;

    private record Newest(LocalDate period, LocalDate asOf, int catalogueVersion) {}

    /** 0 before the first run. */
    public double of(ModelSpec spec) {
        Newest newest = jdbc.sql("""
                        select period, as_of, catalogue_version from indicator.v_run
                        where state = 'DONE' and catalogue_version is not null order by period desc, id desc limit 1""").query(Newest.class).optional().orElse(null);
        if (newest == null) {
            return 0;
        }
        Catalogue.Version version = catalogue.version(newest.catalogueVersion());
        CompiledModel model = CompiledModel.of(spec, version);
        VectorBatch batch = reader.all(new VectorReader.Wish(
                newest.period(), newest.asOf(), version.size(), model.reads(version), 0, model.asksEvents()));
        CompiledModel.Outcome outcome = model.judge(batch.columns(model));
        int flagged = 0;
        for (int i = 0; i < batch.size(); i++) {
            flagged += batch.verdict(model, outcome, i).computed().compareTo(Level.LOW) >= 0 ? 1 : 0;
        }
        return batch.size() == 0 ? 0 : (double) flagged / batch.size();
    }
}
