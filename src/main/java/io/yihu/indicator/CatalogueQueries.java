package io.yihu.indicator;

import io.yihu.platform.Refusal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads of the catalogue, of distributions and of single vectors. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class CatalogueQueries {
    private static final int BARS = 20;
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final JdbcClient jdbc;

    /** How an indicator came out in the newest finished run; null figures where nothing is known. */
    public record Distribution(
            String code,
            long runId,
            LocalDate period,
            long subjects,
            long known,
            Double minimum,
            Double p10,
            Double p25,
            Double p50,
            Double p75,
            Double p90,
            Double p99,
            Double maximum,
            Double psi) {
        /** Above this the distribution has drifted. */
        private static final double DRIFT = 0.2;

        public boolean drifted() {
            return psi != null && psi > DRIFT;
        }

        public Double coverage() {
            return subjects == 0 ? null : (double) known / subjects;
        }
    }

    /** An indicator and how it came out; the latter is null before the first run. */
    public record Entry(IndicatorDefinition indicator, Distribution last) {}

    public List<Entry> all() {
        Map<String, Distribution> last = new LinkedHashMap<>();
        jdbc.sql("""
                        select d.code, d.run_id, r.period, d.subjects, d.known, d.minimum, d.p10, d.p25, d.p50, d.p75, d.p90, d.p99, d.maximum, d.psi
                        from indicator.distribution d join indicator.run r on r.id = d.run_id
                        where d.run_id = (select max(run_id) from indicator.distribution)""").query(Distribution.class).list().forEach(row -> last.put(row.code(), row));
        return definitions.indicators().stream()
                .map(indicator -> new Entry(indicator, last.get(indicator.code())))
                .toList();
    }

    public Entry byCode(String code) {
        return all().stream()
                .filter(entry -> entry.indicator().code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** How an indicator came out period by period, the newest finished run of each, newest first. */
    public List<Distribution> history(String code, int periods) {
        return jdbc.sql("""
                        select distinct on (r.period) d.code, d.run_id, r.period, d.subjects, d.known, d.minimum, d.p10, d.p25, d.p50, d.p75,
                          d.p90, d.p99, d.maximum, d.psi
                        from indicator.distribution d join indicator.run r on r.id = d.run_id
                        where d.code = ? and r.state = 'DONE' order by r.period desc, d.run_id desc limit ?""").params(code, periods).query(Distribution.class).list();
    }

    /** Bars of the newest distribution that has any; empty where nothing is known. */
    public List<Sketch.Bar> histogram(String code, long runId) {
        return jdbc.sql("""
                        select subjects, minimum, maximum, keys, counts, sums from indicator.distribution
                        where code = ? and run_id = ? and keys is not null and known > 0""")
                .params(code, runId)
                .query((row, n) -> PartStatistics.sketch(row))
                .optional()
                .map(sketch -> sketch.histogram(BARS))
                .orElse(List.of());
    }

    /** A stored vector by indicator code; null values mean no data. */
    public record Vector(
            long subjectId, LocalDate period, long runId, int catalogueVersion, Map<String, Double> values) {}

    /** Of the given period, or the newest. */
    public Optional<Vector> vector(long subjectId, LocalDate period) {
        return jdbc.sql("""
                        select period, run_id, catalogue_id, "values" from indicator.vector
                        where subject_id = ? and (?::date is null or period = ?) order by period desc limit 1""")
                .params(subjectId, period, period)
                .query((row, n) -> new Vector(
                        subjectId,
                        row.getObject("period", LocalDate.class),
                        row.getLong("run_id"),
                        row.getInt("catalogue_id"),
                        byCode(row.getInt("catalogue_id"), (Double[])
                                row.getArray("values").getArray())))
                .optional();
    }

    private Map<String, Double> byCode(int version, Double[] values) {
        Map<String, Integer> places = catalogue.version(version).places();
        Map<String, Double> named = new LinkedHashMap<>();
        places.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("!") && entry.getValue() < values.length)
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> named.put(entry.getKey(), values[entry.getValue()]));
        return named;
    }
}
