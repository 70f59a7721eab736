package io.yihu.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoGeneratorTest {
    @TempDir
    static Path folder;

    private static List<NamedCsvRecord> invoices;

    @BeforeAll
    static void generate() throws IOException {
        DemoGenerator.write(DemoSize.S, 20260501, folder);
        invoices = rows("invoices");
    }

    @Test
    void volumeIsThatOfSizeS() throws IOException {
        assertThat(rows("offices")).hasSize(1 + 3 + 6 + 12 + 24);
        assertThat(rows("officers")).hasSize(80 + 4 * 5 + 2);
        assertThat(rows("registrations")).hasSize(10_200);
        assertThat(invoices.size()).isBetween(110_000, 130_000);
    }

    @Test
    void sameSeedGivesTheSameBytes(@TempDir Path again) throws Exception {
        DemoGenerator.write(DemoSize.S, 20260501, again);
        for (String feed : DemoGenerator.FEEDS) {
            assertThat(digest(again.resolve(feed + ".csv"))).as(feed).isEqualTo(digest(folder.resolve(feed + ".csv")));
        }
    }

    @Test
    void taxIdsAreReservedAndDistinctButForTwinsOfTheSameId() throws IOException {
        Set<String> ids = new HashSet<>();
        int again = 0;
        for (NamedCsvRecord row : rows("registrations")) {
            assertThat(row.getField("tax_id"))
                    .matches(
                            "(9[12]\\d{6}MA0000?[0-9A-Z]{3,4}[0-9A-Z]{2}|\\d{6}MA0[0-9A-Z]{6}|[BT]\\d{6}MA0000\\d{7})");
            again += ids.add(row.getField("tax_id")) ? 0 : 1;
        }
        assertThat(again)
                .as("GS-04: cross-region filings under the very same id")
                .isEqualTo(200);
        assertThat(rows("truth_subjects").stream()
                        .map(row -> row.getField("subject"))
                        .distinct())
                .hasSize(8_383);
    }

    @Test
    void checkDigitsFollowTheStandards() {
        assertThat(FictitiousIds.organisationCheck("71526726")).isEqualTo('X');
        assertThat(FictitiousIds.organisationCheck("19220382")).isEqualTo('1');
        assertThat(FictitiousIds.uscc(false, "320115", 0)).hasSize(18).startsWith("91320115MA000000");
        assertThat(FictitiousIds.person(java.time.LocalDate.of(1980, 1, 1), true, 0))
                .startsWith("00000019800101");
    }

    @Test
    void scenarioGs01HasItsExactSales() throws IOException {
        String taxId = rows("truth_planted").stream()
                .filter(row -> row.getField("case").equals("GS_01"))
                .map(row -> row.getField("tax_id"))
                .findFirst()
                .orElseThrow();
        Map<String, BigDecimal> out = new TreeMap<>();
        BigDecimal in = BigDecimal.ZERO;
        for (NamedCsvRecord row : invoices) {
            if (row.getField("seller_tax_id").equals(taxId)) {
                out.merge(
                        row.getField("issue_time").substring(0, 7),
                        new BigDecimal(row.getField("amount")),
                        BigDecimal::add);
            }
            if (row.getField("buyer_tax_id").equals(taxId)) {
                in = in.add(new BigDecimal(row.getField("amount")));
            }
        }
        assertThat(out).hasSize(13).containsEntry("2025-04", new BigDecimal("3000.00"));
        assertThat(out).containsEntry("2026-02", new BigDecimal("3000.00"));
        assertThat(out).containsEntry("2026-03", new BigDecimal("8200000.00"));
        assertThat(out).containsEntry("2026-04", new BigDecimal("6500000.00"));
        assertThat(in).isEqualByComparingTo("100000");
    }

    @Test
    void digitalInvoicesAreNeverVoidedAndRedLettersPointAtTheirBlue() {
        Set<String> reddened = invoices.stream()
                .filter(row -> row.getField("status").startsWith("RED"))
                .map(row -> row.getField("code") + row.getField("number"))
                .collect(Collectors.toSet());
        Map<String, Integer> crossMonth = new HashMap<>();
        for (NamedCsvRecord row : invoices) {
            if (row.getField("status").equals("VOID")) {
                assertThat(row.getField("kind")).doesNotStartWith("DIGITAL");
            }
            if (row.getField("blue_flag").equals("false")) {
                assertThat(reddened).contains(row.getField("red_of_code") + row.getField("red_of_number"));
                crossMonth.merge("red", 1, Integer::sum);
            }
        }
        assertThat(crossMonth.get("red")).isGreaterThan(500);
    }

    @Test
    void invoiceNumbersAreUnique() {
        Set<String> keys = new HashSet<>();
        for (NamedCsvRecord row : invoices) {
            assertThat(keys.add(row.getField("code") + "/" + row.getField("number")))
                    .isTrue();
        }
    }

    private static List<NamedCsvRecord> rows(String feed) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(folder.resolve(feed + ".csv"))) {
            return reader.stream().toList();
        }
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
