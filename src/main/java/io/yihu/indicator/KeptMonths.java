package io.yihu.indicator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Months of a part as one step of a run has read them, kept for the next so that the facts are read and converted once. */
@Component
@RequiredArgsConstructor
class KeptMonths {
    private static final String SUBJECTS = "";
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    void keep(RunContext run, int part, FeatureSeries series, long[] subjects, SeriesMonths[] months) {
        jdbc.sql("delete from indicator.series_part where series = ? and part = ?")
                .params(series.name(), part)
                .update();
        BinaryCopy.write(
                dataSource,
                "copy indicator.series_part (run_id, series, part, measure, months) from stdin (format binary)",
                out -> {
                    for (int m = -1; m < months.length; m++) {
                        out.row(5);
                        out.bigint(run.runId());
                        out.text(series.name());
                        out.small(part);
                        out.text(m < 0 ? SUBJECTS : series.measures().get(m).code());
                        out.bytes(m < 0 ? bytes(subjects) : months[m].bytes());
                    }
                });
    }

    /** In the order of the series; empty where a crash took them or other subjects are asked about. */
    Optional<SeriesMonths[]> of(RunContext run, int part, FeatureSeries series, long[] subjects) {
        Map<String, byte[]> kept = new HashMap<>();
        BinaryCopy.read(
                dataSource,
                "copy (select measure, months from indicator.series_part where run_id = " + run.runId()
                        + " and series = '" + series.name() + "' and part = " + part + ") to stdout (format binary)",
                in -> kept.put(
                        new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8), in.readNBytes(in.readInt())));
        List<FeatureSeries.Measure> measures = series.measures();
        if (!Arrays.equals(kept.get(SUBJECTS), bytes(subjects)) || kept.size() != measures.size() + 1) {
            return Optional.empty();
        }
        return Optional.of(measures.stream()
                .map(measure -> SeriesMonths.of(kept.remove(measure.code()), subjects.length, measure.largest()))
                .toArray(SeriesMonths[]::new));
    }

    void forget() {
        jdbc.sql("truncate indicator.series_part").update();
    }

    private static byte[] bytes(long[] numbers) {
        byte[] bytes = new byte[numbers.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(numbers);
        return bytes;
    }
}
