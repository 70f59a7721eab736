package io.yihu.risk.whatif;

import io.yihu.risk.model.VectorBatch;
import io.yihu.risk.model.VectorReader;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Columns of past periods kept in memory, least recently used ones dropped beyond a share of the heap. */
@Component
@RequiredArgsConstructor
class ColumnCache {
    private static final long MOST = Runtime.getRuntime().maxMemory() / 2;
    private static final int MEMORY = 11;
    private final VectorReader reader;
    private final JdbcClient jdbc;
    private final Map<String, VectorBatch> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** A period with vectors, and the run that wrote them. */
    record Period(LocalDate period, LocalDate asOf, long runId, int catalogueVersion, long subjects) {}

    /** Newest first. */
    List<Period> periods(int limit) {
        return jdbc.sql("""
                        select r.period, r.as_of, r.id as run_id, r.catalogue_version,
                          (select count(*) from indicator.v_vector v where v.period = r.period) as subjects
                        from (select distinct on (period) period, as_of, id, catalogue_version from indicator.v_run
                              where state = 'DONE' and catalogue_version is not null order by period desc, id desc) r
                        where exists (select from indicator.v_vector v where v.period = r.period)
                        order by r.period desc limit ?""").param(limit).query(Period.class).list();
    }

    synchronized VectorBatch get(Period period, int places, int[] wanted, boolean events) {
        String key = period.runId() + " " + period.period() + " " + stamp();
        VectorBatch known = kept.get(key);
        boolean enough = known != null && known.has(wanted) && (!events || known.values()[places] != null);
        if (enough) {
            return known;
        }
        int[] all = known == null
                ? wanted
                : IntStream.range(0, places)
                        .filter(p -> known.values()[p] != null
                                || IntStream.of(wanted).anyMatch(w -> w == p))
                        .toArray();
        kept.remove(key);
        VectorBatch read =
                reader.all(new VectorReader.Wish(period.period(), period.asOf(), places, all, MEMORY, events));
        kept.put(key, read);
        trim();
        return read;
    }

    private void trim() {
        long bytes = kept.values().stream().mapToLong(VectorBatch::bytes).sum();
        var eldest = kept.entrySet().iterator();
        while (bytes > MOST && kept.size() > 1 && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }

    /** Changes whenever a list, a decision or a judgement does. */
    private String stamp() {
        return jdbc.sql("""
                        select concat_ws('.', (select count(*) || '-' || count(valid_to) || '-' || coalesce(max(id), 0) || '-' ||
                            coalesce(max(valid_to)::text, '') from risk.listing),
                          (select count(*) || '-' || coalesce(max(decided_at)::text, '') from risk.level_override where state <> 'REQUESTED'),
                          (select coalesce(max(id), 0) from indicator.v_run where state = 'DONE'))""").query(String.class).single();
    }
}
