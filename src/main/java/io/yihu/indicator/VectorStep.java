package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 200 of a run: puts the values of all frames together, part by part, and counts how they are distributed. */
@Component
@RequiredArgsConstructor
class VectorStep implements SharedStep {
    private final Definitions definitions;
    private final Catalogue catalogue;
    private final FrameStep frames;
    private final Parts parts;
    private final PartStatistics statistics;
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    @Override
    public String code() {
        return "indicator.vectors";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public void begin(RunContext run) {
        jdbc.sql("update indicator.run set catalogue_id = ? where id = ?")
                .params(catalogue.current().id(), run.runId())
                .update();
    }

    @Override
    public boolean lost(RunContext run) {
        return !parts.hold(run, catalogue.current().id());
    }

    @Override
    public List<String> units(RunContext run) {
        return Parts.names();
    }

    @Override
    public long run(RunContext run, String unit) {
        int part = Integer.parseInt(unit);
        Catalogue.Version version = catalogue.current();
        long[] subjects = subjects(part);
        double[][] columns = new double[version.size()][subjects.length];
        for (double[] column : columns) {
            Arrays.fill(column, Double.NaN);
        }
        fill(part, subjects, columns);
        Long[] ids = Arrays.stream(subjects).boxed().toArray(Long[]::new);
        jdbc.sql("delete from indicator.vector where period = ? and subject_id = any (?)")
                .params(run.period(), ids)
                .update();
        BinaryCopy.write(
                dataSource,
                "copy indicator.vector (subject_id, period, run_id, catalogue_id, \"values\") from stdin (format binary)",
                out -> {
                    for (int i = 0; i < subjects.length; i++) {
                        out.row(5);
                        out.bigint(subjects[i]);
                        out.date(run.period());
                        out.bigint(run.runId());
                        out.integer(version.id());
                        out.array(columns, i, false);
                    }
                });
        statistics.keep(run, part, columns, subjects.length);
        return subjects.length;
    }

    /** Who has a vector, in order. */
    private long[] subjects(int part) {
        int population = definitions.frames().stream()
                .filter(FrameDefinition::population)
                .mapToInt(frames::number)
                .findFirst()
                .orElse(-1);
        return jdbc
                .sql(
                        "select subject_id from indicator.frame_value where part = ? and frame = ? group by subject_id order by subject_id")
                .params(part, population)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private void fill(int part, long[] subjects, double[][] columns) {
        int[] first = firstPlaces();
        BinaryCopy.read(
                dataSource,
                "copy (select frame, subject_id, \"values\" from indicator.frame_value where part = " + part
                        + ") to stdout (format binary)",
                in -> {
                    int frame = (int) BinaryCopy.readLong(in);
                    int row = Arrays.binarySearch(subjects, BinaryCopy.readLong(in));
                    if (row >= 0) {
                        BinaryCopy.readArray(in, columns, first[frame], row);
                    } else {
                        in.skipNBytes(in.readInt());
                    }
                });
    }

    private int[] firstPlaces() {
        List<FrameDefinition> all = new ArrayList<>(definitions.frames());
        int[] first = new int[all.size()];
        int place = 0;
        for (int i = 0; i < first.length; i++) {
            first[i] = place;
            place += catalogue.slots(all.get(i)).size();
        }
        return first;
    }
}
