package io.yihu.indicator;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes the vector of one subject right now, from the same statements as the run. */
@Component
@RequiredArgsConstructor
public class Vectors {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final JdbcClient jdbc;

    /** The vector of one subject as of a day, computed now and kept nowhere; empty when it has none. */
    public Optional<double[]> live(long subjectId, LocalDate asOf) {
        Catalogue.Version version = catalogue.current();
        double[] vector = new double[version.size()];
        Arrays.fill(vector, Double.NaN);
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
}
