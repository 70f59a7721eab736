package io.yihu.indicator;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 190 of a run: what several frames start from, once for all of them. */
@Component
@RequiredArgsConstructor
class BaseStep implements SharedStep {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final Parts parts;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "indicator.bases";
    }

    @Override
    public int order() {
        return 190;
    }

    @Override
    public void begin(RunContext run) {
        jdbc.sql("select platform.refresh_statistics()").query(Integer.class).single();
        parts.clear(run, catalogue.current().id());
    }

    @Override
    public boolean lost(RunContext run) {
        return !parts.hold(run, catalogue.current().id());
    }

    @Override
    public List<String> units(RunContext run) {
        return definitions.bases().stream().map(BaseDefinition::name).toList();
    }

    @Override
    public long run(RunContext run, String unit) {
        jdbc.sql("set local enable_nestloop = off").update();
        jdbc.sql("set local work_mem = '192MB'").update();
        return definitions.bases().stream()
                .filter(base -> base.name().equals(unit))
                .mapToLong(base -> bases.build(run, base))
                .sum();
    }
}
