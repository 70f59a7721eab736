package io.yihu.taxpayer.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two public benchmarks, from file to clusters, weights learned without their labels; skipped where the files are absent. */
class BenchmarkFilesTest {
    private static final Path DATA =
            Path.of(System.getenv().getOrDefault("YIHU_SHARED", "../shared"), "data/entity_resolution");

    @TempDir
    Path folder;

    @Test
    void febrlDataset1() throws IOException {
        String yaml = """
                key: rec_id
                fields:
                  given_name: given_name
                  surname: surname
                  street_number: code
                  address_1: address
                  address_2: address
                  suburb: word
                  postcode: code
                  state: word
                  date_of_birth: date
                  soc_sec_id: code
                """;
        PairwiseScore score =
                run("dataset1.csv", yaml, "rec_id", row -> row.get("rec_id").split("-")[1]);
        assertThat(score.f()).as(score.toString()).isGreaterThanOrEqualTo(0.995);
    }

    @Test
    void fake1000() throws IOException {
        String yaml = """
                key: unique_id
                fields:
                  first_name: given_name
                  surname: surname
                  dob: date
                  city: word
                  email: mail
                """;
        PairwiseScore score = run("fake_1000.csv", yaml, "unique_id", row -> row.get("cluster"));
        assertThat(score.f()).as(score.toString()).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void withoutADefinitionTheKindsAreGuessedAndTheAnswerIsNotLookedAt() throws IOException {
        PairwiseScore score = run("fake_1000.csv", null, "unique_id", row -> row.get("cluster"));
        assertThat(score.f()).as(score.toString()).isBetween(0.97, 0.9999);
    }

    private PairwiseScore run(String file, String yaml, String key, Function<Map<String, String>, String> truth)
            throws IOException {
        assumeThat(DATA.resolve(file)).as("benchmark file").exists();
        Path definition = folder.resolve("definition.yaml");
        if (yaml != null) {
            Files.writeString(definition, yaml);
        }
        Path out = folder.resolve("clusters.csv");
        int exit = new ResolveCommand()
                .run(List.of(
                        "--feed",
                        yaml == null ? "auto" : definition.toString(),
                        DATA.resolve(file).toString(),
                        "--out",
                        out.toString()));
        assertThat(exit).isZero();
        Map<String, Integer> subject = new HashMap<>();
        rows(out).forEach(row -> subject.put(row.get("source_key"), Integer.parseInt(row.get("subject"))));
        List<Map<String, String>> rows = rows(DATA.resolve(file));
        return PairwiseScore.of(
                rows.stream().map(truth).toList(),
                rows.stream().mapToInt(row -> subject.get(row.get(key))).toArray());
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                Map<String, String> cells = new HashMap<>();
                row.getHeader()
                        .forEach(name ->
                                cells.put(name.strip(), row.getField(name).strip()));
                rows.add(cells);
            }
        }
        return rows;
    }
}
