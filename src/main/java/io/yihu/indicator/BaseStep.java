package io.yihu.indicator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 190 of a run: what several frames start from, once for all of them, beside the frames that need none of it. */
@Component
@RequiredArgsConstructor
class BaseStep implements SharedStep {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final FrameStep frames;
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
        return Stream.concat(definitions.bases().stream().map(BaseDefinition::name), frames.units(run, false).stream())
                .toList();
    }

    @Override
    public long run(RunContext run, String unit) {
        Optional<BaseDefinition> wanted = definitions.bases().stream()
                .filter(base -> base.name().equals(unit))
                .findFirst();
        return wanted.isPresent() ? bases.build(run, wanted.get()) : frames.run(run, unit);
    }
}
