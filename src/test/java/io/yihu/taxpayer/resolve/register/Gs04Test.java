package io.yihu.taxpayer.resolve.register;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GS-04: 10,200 registrations are 8,383 enterprises; the truth comes from the file beside the register, not from the code. */
class Gs04Test {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 6);

    @TempDir
    Path folder;

    @Test
    void theCleanRegisterIsResolvedExactly() throws IOException {
        TruthTable table = resolve(false);
        assertThat(table.byKind).containsOnlyKeys("ER-T", "ER-S", "ER-P");
        assertThat(table.byKind.get("ER-T")).as(table.toString()).containsExactly(900, 900);
        assertThat(table.byKind.get("ER-S")).as(table.toString()).containsExactly(560, 560);
        assertThat(table.byKind.get("ER-P")).as(table.toString()).containsExactly(357, 357);
        assertThat(table.precision).as(table.toString()).isEqualTo(1);
        assertThat(table.subjects).isEqualTo(8_383);
        List<String[]> strangers = strangers();
        assertThat(strangers).hasSize(200).noneMatch(pair -> table.together(pair[0], pair[1]));
    }

    @Test
    void theNoisyRegisterIsResolvedWell() throws IOException {
        TruthTable table = resolve(true);
        System.out.println(table);
        assertThat(table.precision).as(table.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(table.recall).as(table.toString()).isGreaterThanOrEqualTo(0.98);
        assertThat(strangers()).noneMatch(pair -> table.together(pair[0], pair[1]));
    }

    private TruthTable resolve(boolean noisy) throws IOException {
        DemoGenerator.writeRegister(DemoSize.S, 20260501, noisy, folder);
        DemoRegister demo = new DemoRegister(folder);
        RegisterResolver.Found found =
                RegisterResolver.resolve(demo.register, demo.changes, RegisterRules.standard(), null, TODAY);
        return new TruthTable(demo, found.pairs());
    }

    private List<String[]> strangers() throws IOException {
        try (var csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve("truth_strangers.csv"))) {
            return csv.stream()
                    .map(row -> new String[] {row.getField(0), row.getField(1)})
                    .toList();
        }
    }
}
