package io.yihu.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes the newest vectors of a few subjects anew, because what they are made of changed. */
@Component
@RequiredArgsConstructor
public class VectorRefresh {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final Bases bases;
    private final JdbcClient jdbc;

    private record Newest(long id, LocalDate asOf, LocalDate period, int catalogueId) {}

    /** Takes the newest vectors away from subjects that live no longer. */
    public void drop(Collection<Long> subjectIds) {
        newest().ifPresent(run -> jdbc.sql("delete from indicator.vector where period = ? and subject_id = any (?)")
                .params(run.period(), subjectIds.toArray(Long[]::new))
                .update());
    }

    /** Whether there is a run whose vectors can be computed anew. */
    public boolean refreshable() {
        return newest().isPresent();
    }

    private Optional<Newest> newest() {
        return jdbc.sql("""
                        select id, as_of, period, catalogue_id from indicator.run
                        where state = 'DONE' and catalogue_id = ? order by period desc, id desc limit 1""").param(catalogue.current().id()).query(Newest.class).optional();
    }

    /** One statement a frame for all of them; subjects that are no longer there lose the vector of that period. */
    public void refresh(Collection<Long> subjectIds) {
        Catalogue.Version version = catalogue.current();
        newest().ifPresent(run -> replace(run, subjectIds.toArray(Long[]::new), version));
    }

    private void replace(Newest run, Long[] subjects, Catalogue.Version version) {
        Map<Long, Double[]> vectors = new HashMap<>();
        Map<Long, Boolean> known = new HashMap<>();
        int[] place = {0};
        for (FrameDefinition frame : definitions.frames()) {
            List<Catalogue.Slot> slots = catalogue.slots(frame);
            if (slots.isEmpty() && !frame.population()) {
                continue;
            }
            if (frame.stored()) {
                keep(run, subjects, place[0], slots.size(), version, vectors);
                place[0] += slots.size();
                continue;
            }
            jdbc.sql(FrameSql.of(frame, slots, bases.inline()))
                    .param("asOf", run.asOf())
                    .param("period", run.period())
                    .param("subjects", subjects)
                    .query(row -> {
                        long subject = row.getLong("subject_id");
                        Double[] values = (Double[]) row.getArray("vals").getArray();
                        Double[] vector = vectors.computeIfAbsent(subject, id -> new Double[version.size()]);
                        System.arraycopy(values, 0, vector, place[0], slots.size());
                        known.merge(subject, frame.population(), Boolean::logicalOr);
                    });
            place[0] += slots.size();
        }
        vectors.keySet().removeIf(subject -> !known.getOrDefault(subject, false));
        jdbc.sql("delete from indicator.vector where period = ? and subject_id = any (?)")
                .params(run.period(), subjects)
                .update();
        List<String> rows = new ArrayList<>();
        vectors.values()
                .forEach(vector -> rows.add(Arrays.toString(vector)
                        .replace("null", "NULL")
                        .replace('[', '{')
                        .replace(']', '}')));
        jdbc.sql("""
                        insert into indicator.vector (subject_id, period, run_id, catalogue_id, "values")
                        select v.subject_id, ?, ?, ?, v.vector::double precision[] from unnest(?::bigint[], ?::text[]) v (subject_id, vector)""")
                .params(
                        run.period(),
                        run.id(),
                        run.catalogueId(),
                        vectors.keySet().toArray(Long[]::new),
                        rows.toArray(String[]::new))
                .update();
    }

    /** A place among all others is found by the next run; until then the one known stands. */
    private void keep(
            Newest run, Long[] subjects, int from, int size, Catalogue.Version version, Map<Long, Double[]> vectors) {
        jdbc.sql("""
                        select subject_id, "values" from indicator.vector
                        where period = ? and subject_id = any (?) and catalogue_id = ?""").params(run.period(), subjects, run.catalogueId()).query(row -> {
            Double[] old = (Double[]) row.getArray(2).getArray();
            Double[] vector = vectors.computeIfAbsent(row.getLong(1), id -> new Double[version.size()]);
            System.arraycopy(old, from, vector, from, size);
        });
    }
}
