package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of ASVS items says nothing that is not so: every test it names exists, every item stands once. */
class AsvsTest {
    private static final Set<String> STATES = Set.of("tested", "built", "operator", "open");

    @Test
    void everyNamedTestExists() throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> items = new ArrayList<>();
        int[] counts = new int[2];
        for (String line : Files.readAllLines(Path.of("src/docs/asvs.csv")).stream()
                .skip(1)
                .toList()) {
            String[] cells = line.split(",", 5);
            items.add(cells[0]);
            assertThat(cells[2]).as(line).isIn(STATES);
            assertThat(cells[3].isEmpty())
                    .as("a test where it says so: " + line)
                    .isEqualTo(!cells[2].equals("tested"));
            counts[0] += cells[1].equals("3") ? 0 : 1;
            counts[1] += cells[2].equals("tested") && !cells[1].equals("3") ? 1 : 0;
            for (String test : cells[3].isEmpty() ? new String[0] : cells[3].split(" ")) {
                String[] parts = test.split("#");
                Path file = Path.of("src/test/java/io/yihu", parts[0].replace('.', '/') + ".java");
                if (!Files.exists(file) || !Files.readString(file).contains("void " + parts[1] + "(")) {
                    missing.add(cells[0] + " " + test);
                }
            }
        }
        System.out.printf(
                "ASVS 5.0, levels 1 and 2: %d of %d items that apply are proven by a test%n", counts[1], counts[0]);
        assertThat(missing).isEmpty();
        assertThat(items).doesNotHaveDuplicates();
    }
}
