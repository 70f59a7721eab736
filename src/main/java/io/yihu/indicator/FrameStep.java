package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 195 of a run: one statement a frame for all subjects, its values put into parts. */
@Component
@RequiredArgsConstructor
class FrameStep implements SharedStep {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final Parts parts;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "indicator.frames";
    }

    @Override
    public int order() {
        return 195;
    }

    @Override
    public boolean lost(RunContext run) {
        return !parts.hold(run, catalogue.current().id());
    }

    @Override
    public List<String> units(RunContext run) {
        return units(run, true);
    }

    /** Frames that start from a base, or those that do not; the ones that took longest in the newest run go first. */
    List<String> units(RunContext run, boolean fromBase) {
        Map<String, Double> before = new HashMap<>();
        jdbc.sql("""
                        select u.unit, u.seconds from indicator.run_unit u
                        where u.step in ('indicator.frames', 'indicator.bases') and u.seconds is not null and u.run_id = (
                          select max(r.id) from indicator.run r where r.id < ? and r.state = 'DONE')""").param(run.runId()).query(row -> {
            before.put(row.getString("unit"), row.getDouble("seconds"));
        });
        List<String> names = new ArrayList<>(definitions.frames().stream()
                .filter(frame -> frame.population() || !catalogue.slots(frame).isEmpty())
                .filter(frame -> FrameSql.bases(frame.sql()).isEmpty() != fromBase)
                .map(FrameDefinition::name)
                .toList());
        names.sort(Comparator.comparingDouble((String name) -> -before.getOrDefault(name, 0.0))
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    @Override
    public long run(RunContext run, String unit) {
        FrameDefinition frame = definitions.frame(unit);
        jdbc.sql("set local enable_nestloop = off").update();
        jdbc.sql("set local work_mem = '96MB'").update();
        return jdbc.sql("insert into indicator.frame_value (part, frame, subject_id, \"values\")\nselect "
                        + Parts.of("v.subject_id") + ", :frame, v.subject_id, v.vals from ("
                        + FrameSql.of(frame, catalogue.slots(frame), bases.tables()) + ") v")
                .param("frame", number(frame))
                .param("asOf", run.asOf())
                .param("period", run.period())
                .param("subjects", null)
                .update();
    }

    /** Place of a frame among all. */
    int number(FrameDefinition frame) {
        return new ArrayList<>(definitions.frames()).indexOf(frame);
    }
}
