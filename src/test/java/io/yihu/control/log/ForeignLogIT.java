package io.yihu.control.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportProgress;
import io.yihu.exchange.ImportService;
import io.yihu.support.YihuIT;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real log of a multi-level approval loads by mapping alone; rejections by role and quick hand-offs equal an independent script. */
@YihuIT
class ForeignLogIT {
    private static final String FILE = "shared/data/event_log/domestic_declarations.csv.gz";

    @Autowired
    ImportService imports;

    @Autowired
    LogQueries logs;

    @Autowired
    JdbcClient jdbc;

    private record Event(String caseId, String activity, OffsetDateTime at, String role, long line) {}

    @Test
    void rejectionsAndHandOffsEqualAnIndependentScript() throws Exception {
        Path file = Files.exists(Path.of("../" + FILE)) ? Path.of("../" + FILE) : Path.of("../../" + FILE);
        assumeTrue(Files.exists(file), "the real event log is not beside this checkout (../" + FILE + ")");
        BatchRow batch = imports.importNow("domestic-declarations", file, null, false, ImportProgress.SILENT)
                .batch();
        List<Event> events = read(file);
        assertThat(List.of(batch.read(), batch.inserted() + batch.unchanged() + batch.updated(), batch.rejected()))
                .containsExactly((long) events.size(), (long) events.size(), 0L);
        assertThat(logs.logs()).singleElement().satisfies(log -> {
            assertThat(log.cases())
                    .isEqualTo(events.stream().map(Event::caseId).distinct().count());
            assertThat(log.events()).isEqualTo(events.size());
        });
        Map<String, List<Long>> byRole = new TreeMap<>();
        logs.roles("domestic-declarations")
                .forEach(role -> byRole.put(role.role(), List.of(role.decisions(), role.rejected())));
        assertThat(byRole).isEqualTo(rejections(events));
        Map<String, List<Long>> pairs = new TreeMap<>();
        logs.handOffs("domestic-declarations")
                .forEach(pair -> pairs.put(pair.fromRole() + ">" + pair.toRole(), List.of(pair.all(), pair.quick())));
        assertThat(pairs).isEqualTo(handOffs(events));
        assertThat(jdbc.sql(
                                "select attributes ->> '(case)_DeclarationNumber' from control.event_log where case_id = 'declaration86791' limit 1")
                        .query(String.class)
                        .single())
                .as("what has no column of ours is kept")
                .isEqualTo("declaration number 86792");
    }

    private static Map<String, List<Long>> rejections(List<Event> events) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Event event : events) {
            long[] sum = sums.computeIfAbsent(event.role(), role -> new long[2]);
            boolean rejected = event.activity().contains("REJECTED");
            sum[0] += rejected || event.activity().contains("APPROVED") ? 1 : 0;
            sum[1] += rejected ? 1 : 0;
        }
        Map<String, List<Long>> answer = new TreeMap<>();
        sums.forEach((role, sum) -> answer.put(role, List.of(sum[0], sum[1])));
        return answer;
    }

    private static Map<String, List<Long>> handOffs(List<Event> events) {
        Map<String, List<Event>> cases = new LinkedHashMap<>();
        events.forEach(event ->
                cases.computeIfAbsent(event.caseId(), id -> new ArrayList<>()).add(event));
        Map<String, long[]> sums = new TreeMap<>();
        cases.values().forEach(steps -> {
            steps.sort(Comparator.comparing((Event event) -> event.at().toInstant())
                    .thenComparing(Event::line));
            for (int i = 1; i < steps.size(); i++) {
                Event before = steps.get(i - 1);
                Event after = steps.get(i);
                if (!before.role().equals(after.role())) {
                    long[] sum = sums.computeIfAbsent(before.role() + ">" + after.role(), pair -> new long[2]);
                    sum[0]++;
                    sum[1] += Duration.between(before.at(), after.at()).compareTo(Duration.ofSeconds(60)) < 0 ? 1 : 0;
                }
            }
        });
        Map<String, List<Long>> answer = new TreeMap<>();
        sums.forEach((pair, sum) -> answer.put(pair, List.of(sum[0], sum[1])));
        return answer;
    }

    private static List<Event> read(Path file) throws Exception {
        List<Event> events = new ArrayList<>();
        try (var in = new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
            for (NamedCsvRecord row : rows) {
                events.add(new Event(
                        row.getField("case:concept:name"),
                        row.getField("concept:name"),
                        OffsetDateTime.parse(row.getField("time:timestamp")),
                        row.getField("org:role"),
                        row.getStartingLineNumber()));
            }
        }
        return events;
    }
}
