package io.yihu.indicator;

import java.util.List;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parts all subjects fall into by their id, and whose values lie in the parts just now. */
@Component
@RequiredArgsConstructor
public class Parts {
    /** As many as {@code frame_value} has partitions. */
    public static final int COUNT = 16;

    private final JdbcClient jdbc;

    /** Names of the units of a step that goes part by part. */
    public static List<String> names() {
        return IntStream.range(0, COUNT).mapToObj(Integer::toString).toList();
    }

    /** SQL for the part of a subject; vectors have an index on it. */
    public static String of(String subject) {
        return "mod(abs(" + subject + "), " + COUNT + ")";
    }

    /** Empties the parts for a run that begins. */
    void clear(RunContext run, int catalogueId) {
        jdbc.sql("truncate indicator.frame_value, indicator.run_mark").update();
        jdbc.sql("insert into indicator.run_mark (run_id, catalogue_id) values (?, ?)")
                .params(run.runId(), catalogueId)
                .update();
    }

    boolean hold(RunContext run, int catalogueId) {
        return jdbc.sql("select exists (select 1 from indicator.run_mark where run_id = ? and catalogue_id = ?)")
                .params(run.runId(), catalogueId)
                .query(Boolean.class)
                .single();
    }
}
