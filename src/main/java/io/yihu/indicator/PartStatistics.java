package io.yihu.indicator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How values are distributed: kept part by part while they are in memory, merged and compared when all parts are there. */
@Component
@RequiredArgsConstructor
class PartStatistics {
    private final JdbcClient jdbc;

    void keep(RunContext run, int part, double[][] columns, int subjects) {
        jdbc.sql("delete from indicator.part_statistics where run_id = ? and part = ?")
                .params(run.runId(), part)
                .update();
        for (int place = 0; place < columns.length; place++) {
            Sketch sketch = Sketch.of(columns[place], subjects);
            jdbc.sql("""
                            insert into indicator.part_statistics (run_id, part, position, subjects, known, minimum, maximum, keys, counts, sums)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            run.runId(),
                            part,
                            place + 1,
                            sketch.subjects(),
                            sketch.known(),
                            sketch.minimum(),
                            sketch.maximum(),
                            sketch.keys(),
                            sketch.counts(),
                            sketch.sums())
                    .update();
        }
    }

    /** Of all parts of the run, by indicator. */
    Map<String, Sketch> merged(RunContext run) {
        Map<String, Sketch> merged = new HashMap<>();
        jdbc.sql("""
                        select e.code, s.subjects, s.minimum, s.maximum, s.keys, s.counts, s.sums from indicator.part_statistics s
                        join indicator.run r on r.id = s.run_id
                        join indicator.catalogue_entry e on e.catalogue_id = r.catalogue_id and e.position = s.position and e.kind = 'VALUE'
                        where s.run_id = ?""").param(run.runId()).query(row -> {
            merged.computeIfAbsent(row.getString("code"), code -> Sketch.of(new double[0], 0))
                    .add(sketch(row));
        });
        return merged;
    }

    /** Of the newest finished run of an earlier period, by indicator. */
    Map<String, Sketch> before(RunContext run) {
        Map<String, Sketch> before = new HashMap<>();
        jdbc.sql("""
                        select d.code, d.subjects, d.minimum, d.maximum, d.keys, d.counts, d.sums from indicator.distribution d
                        where d.keys is not null and d.run_id = (
                          select r.id from indicator.run r where r.state = 'DONE' and r.period < ? order by r.period desc, r.id desc limit 1)""").param(run.period()).query(row -> {
            before.put(row.getString("code"), sketch(row));
        });
        return before;
    }

    static Sketch sketch(ResultSet row) throws SQLException {
        return Sketch.of(
                row.getLong("subjects"),
                row.getDouble("minimum"),
                row.getDouble("maximum"),
                (Integer[]) row.getArray("keys").getArray(),
                (Long[]) row.getArray("counts").getArray(),
                (Double[]) row.getArray("sums").getArray());
    }

    void forget(RunContext run) {
        jdbc.sql("delete from indicator.part_statistics where run_id = ?")
                .param(run.runId())
                .update();
    }
}
