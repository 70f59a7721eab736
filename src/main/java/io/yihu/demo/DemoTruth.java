package io.yihu.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The truth table beside the feed files; only the players of the demo may look, never a judgement. */
@Component
@RequiredArgsConstructor
class DemoTruth {
    private final DemoFeeds feeds;
    private final Set<String> scenario = new HashSet<>();
    private final Map<String, String> served = new HashMap<>();

    /** Tax id → conclusion, planted cases only. */
    Map<String, String> conclusions() {
        Path file = feeds.folder().resolve("truth_planted.csv");
        if (!Files.exists(file)) {
            feeds.generate();
        }
        Map<String, String> conclusions = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                conclusions.put(row.getField("tax_id"), row.getField("conclusion"));
                if (row.getField("case").startsWith("GS_")) {
                    scenario.add(row.getField("tax_id"));
                }
                if (row.getField("case").equals("GS_05A")) {
                    served.put(row.getField("tax_id"), row.getField("office_code"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conclusions;
    }

    /** Tax id → code of the branch of three, where a service matter follows an approved quota (GS-05a). */
    Map<String, String> served() {
        conclusions();
        return served;
    }

    /** The scenarios' matters wait for the visitor. */
    boolean leftOpen(String taxId) {
        return scenario.contains(taxId);
    }
}
