package io.yihu.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Computes vectors set-based, one statement a frame: for all subjects of a run, or for a few right now. */
@Component
@RequiredArgsConstructor
public class Vectors {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    /** Replaces the vectors of the run's period; returns their number. */
    long compute(RunContext run) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        jdbc.sql("select platform.refresh_statistics()").query(Integer.class).single();
        for (BaseDefinition base : definitions.bases()) {
            transaction.executeWithoutResult(status -> bases.build(run, base));
        }
        for (FrameDefinition frame : definitions.frames()) {
            transaction.executeWithoutResult(status -> {
                planForAll();
                fill(run, frame);
            });
        }
        return transaction.execute(status -> {
            planForAll();
            return assemble(run);
        });
    }

    /** Frames read everybody at once: guesses of "one row" inside them must not become a loop over all of them. */
    private void planForAll() {
        jdbc.sql("set local enable_nestloop = off").update();
    }

    /** The vector of one subject as of a day, computed now and kept nowhere; empty when it has none. */
    public Optional<double[]> live(long subjectId, LocalDate asOf) {
        Catalogue.Version version = catalogue.current();
        double[] vector = new double[version.size()];
        java.util.Arrays.fill(vector, Double.NaN);
        boolean known = false;
        int place = 0;
        for (FrameDefinition frame : definitions.frames()) {
            List<Catalogue.Slot> slots = catalogue.slots(frame);
            if (slots.isEmpty() && !frame.population()) {
                continue;
            }
            Optional<Double[]> values =
                    frame.stored() ? stored(subjectId, asOf, slots) : computed(subjectId, asOf, frame, slots);
            known |= frame.population() && values.isPresent();
            for (int i = 0; i < slots.size(); i++) {
                Double value = values.isPresent() ? values.get()[i] : null;
                vector[place++] = value == null ? Double.NaN : value;
            }
        }
        return known ? Optional.of(vector) : Optional.empty();
    }

    private Optional<Double[]> computed(
            long subjectId, LocalDate asOf, FrameDefinition frame, List<Catalogue.Slot> slots) {
        return jdbc.sql(FrameSql.of(frame, slots, bases.inline()))
                .param("asOf", asOf)
                .param("period", asOf.withDayOfMonth(1).minusMonths(1))
                .param("subjects", "{" + subjectId + "}")
                .query((row, n) -> (Double[]) row.getArray("vals").getArray())
                .optional();
    }

    /** What the newest run up to that day found about the subject's place among all others. */
    private Optional<Double[]> stored(long subjectId, LocalDate asOf, List<Catalogue.Slot> slots) {
        return jdbc.sql("""
                        select "values", catalogue_id from indicator.vector
                        where subject_id = ? and period < ? order by period desc limit 1""")
                .params(subjectId, asOf.withDayOfMonth(1))
                .query((row, n) -> {
                    Double[] all = (Double[]) row.getArray(1).getArray();
                    Catalogue.Version version = catalogue.version(row.getInt(2));
                    return slots.stream()
                            .map(slot -> {
                                int at = version.place(slot.name());
                                return at < 0 || at >= all.length ? null : all[at];
                            })
                            .toArray(Double[]::new);
                })
                .optional();
    }

    private void fill(RunContext run, FrameDefinition frame) {
        List<Catalogue.Slot> slots = catalogue.slots(frame);
        jdbc.sql("delete from indicator.frame_value where run_id = ? and frame = ?")
                .params(run.runId(), frame.name())
                .update();
        if (slots.isEmpty() && !frame.population()) {
            return;
        }
        jdbc.sql(
                        "insert into indicator.frame_value (subject_id, \"values\", run_id, frame)\nselect v.subject_id, v.vals, "
                                + ":runId, :frame from (" + FrameSql.of(frame, slots, bases.tables()) + ") v")
                .param("runId", run.runId())
                .param("frame", frame.name())
                .param("asOf", run.asOf())
                .param("period", run.period())
                .param("subjects", null)
                .update();
    }

    private long assemble(RunContext run) {
        Catalogue.Version version = catalogue.current();
        String population = definitions.frames().stream()
                .filter(FrameDefinition::population)
                .map(FrameDefinition::name)
                .findFirst()
                .orElse("");
        List<String> parts = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        int number = 0;
        for (FrameDefinition frame : definitions.frames()) {
            int size = catalogue.slots(frame).size();
            if (size == 0) {
                continue;
            }
            String alias = "f" + number++;
            parts.add("coalesce(" + alias + ".\"values\", array_fill(null::double precision, array[" + size + "]))");
            joins.append("\nleft join indicator.frame_value ")
                    .append(alias)
                    .append(" on ")
                    .append(alias)
                    .append(".subject_id = p.subject_id and ")
                    .append(alias)
                    .append(".run_id = p.run_id and ")
                    .append(alias)
                    .append(".frame = '")
                    .append(frame.name())
                    .append("'");
        }
        jdbc.sql("delete from indicator.vector where period = ?")
                .param(run.period())
                .update();
        int written = parts.isEmpty()
                ? 0
                : jdbc.sql("insert into indicator.vector (subject_id, period, run_id, catalogue_id, \"values\")\n"
                                + "select p.subject_id, :period, p.run_id, :catalogue, "
                                + parts.stream().collect(Collectors.joining(" || "))
                                + "\nfrom indicator.frame_value p" + joins
                                + "\nwhere p.run_id = :runId and p.frame = :population")
                        .param("period", run.period())
                        .param("catalogue", version.id())
                        .param("runId", run.runId())
                        .param("population", population)
                        .update();
        jdbc.sql("update indicator.run set catalogue_id = ? where id = ?")
                .params(version.id(), run.runId())
                .update();
        describe(run, version);
        jdbc.sql("delete from indicator.frame_value where run_id = ?")
                .param(run.runId())
                .update();
        return written;
    }

    private void describe(RunContext run, Catalogue.Version version) {
        jdbc.sql("delete from indicator.distribution where run_id = ?")
                .param(run.runId())
                .update();
        jdbc.sql("""
                        insert into indicator.distribution (run_id, code, subjects, known, minimum, p10, p50, p90, p99, maximum)
                        select :runId, e.code, d.n, d.known, d.least, d.cuts[1], d.cuts[2], d.cuts[3], d.cuts[4], d.most
                        from (select u.place, count(*) as n, count(u.x) as known, min(u.x) as least, max(u.x) as most,
                                percentile_cont(array[0.1, 0.5, 0.9, 0.99]) within group (order by u.x) as cuts
                              from indicator.vector v cross join unnest(v."values") with ordinality u(x, place)
                              where v.period = :period group by u.place) d
                        join indicator.catalogue_entry e on e.catalogue_id = :catalogue and e.position = d.place and e.kind = 'VALUE'""")
                .param("runId", run.runId())
                .param("period", run.period())
                .param("catalogue", version.id())
                .update();
    }
}
