package io.yihu.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden scenario GS-02 in the files of size S: the numbers of the domain reference, counted from the invoices. */
class GangTest {
    @TempDir
    static Path folder;

    private static final Map<String, NamedCsvRecord> MEMBERS = new HashMap<>();
    private static List<NamedCsvRecord> invoices;

    @BeforeAll
    static void generate() throws IOException {
        DemoGenerator.write(DemoSize.S, 20260501, folder);
        rows("truth_gang").forEach(row -> MEMBERS.put(row.getField("tax_id"), row));
        invoices = rows("invoices").stream()
                .filter(row -> MEMBERS.containsKey(row.getField("seller_tax_id")))
                .toList();
    }

    @Test
    void membersAreThoseOfTheScenario() {
        Map<String, Long> roles = MEMBERS.values().stream()
                .collect(Collectors.groupingBy(row -> row.getField("role"), Collectors.counting()));
        assertThat(roles).isEqualTo(Map.of("SOURCE", 103L, "PIPE", 5L, "RECIPIENT", 60L, "EXPORT_FRAUD", 2L));
        assertThat(MEMBERS.values().stream()
                        .filter(row -> row.getField("role").equals("RECIPIENT"))
                        .map(row -> row.getField("division_code").substring(0, 2))
                        .distinct()
                        .sorted())
                .containsExactly("11", "31", "32", "33", "34", "37", "41", "44", "51");
    }

    @Test
    void theShellsIssueExactly2384InvoicesOf195Million() {
        List<NamedCsvRecord> sold = of("SOURCE");
        assertThat(sold).hasSize(2_384);
        assertThat(sum(sold)).isEqualByComparingTo("195000000");
        assertThat(sold.stream().filter(row -> row.getField("kind").equals("E_SPECIAL")))
                .hasSize(592);
        assertThat(sold.stream().filter(row -> row.getField("kind").equals("PAPER_SPECIAL")))
                .hasSize(1_792);
    }

    @Test
    void theSeedIssuesItsTwentyFiveInSevenDaysAndNeverFiles() throws IOException {
        NamedCsvRecord seed = MEMBERS.values().stream()
                .filter(row -> row.getField("seed").equals("true"))
                .findFirst()
                .orElseThrow();
        List<NamedCsvRecord> sold = invoices.stream()
                .filter(row -> row.getField("seller_tax_id").equals(seed.getField("tax_id")))
                .toList();
        assertThat(sold).hasSize(25).allMatch(row -> row.getField("kind").equals("E_SPECIAL"));
        assertThat(sum(sold)).isEqualByComparingTo("2100000");
        Set<LocalDate> days = sold.stream().map(GangTest::day).collect(Collectors.toCollection(TreeSet::new));
        assertThat(days).hasSize(7);
        Set<String> shells = MEMBERS.values().stream()
                .filter(row -> row.getField("role").equals("SOURCE"))
                .map(row -> row.getField("tax_id"))
                .collect(Collectors.toSet());
        assertThat(rows("vat_returns").stream()
                        .map(row -> row.getField("tax_id"))
                        .filter(shells::contains))
                .isEmpty();
        assertThat(rows("registrations").stream()
                        .filter(row -> row.getField("tax_id").equals(seed.getField("tax_id")))
                        .map(row -> row.getField("register_date")))
                .containsExactly("2026-01-10");
    }

    @Test
    void eightyNineShellsShareMachinesAndPeople() throws IOException {
        Map<String, Set<String>> machines = new HashMap<>();
        of("SOURCE")
                .forEach(row -> machines.computeIfAbsent(row.getField("mac"), mac -> new HashSet<>())
                        .add(row.getField("seller_tax_id")));
        assertThat(machines.values().stream()
                        .filter(firms -> firms.size() > 1)
                        .mapToInt(Set::size)
                        .sorted())
                .containsExactly(22, 22, 22, 23);
        Map<String, Set<String>> firms = new HashMap<>();
        Set<String> linked = MEMBERS.values().stream()
                .filter(row -> row.getField("linked").equals("true"))
                .map(row -> row.getField("reg_serial"))
                .collect(Collectors.toSet());
        rows("person_roles").stream()
                .filter(row -> linked.contains(row.getField("reg_serial")))
                .filter(row -> row.getField("role").matches("LEGAL_REP|FIN_OFFICER"))
                .forEach(row -> firms.computeIfAbsent(row.getField("person_no"), person -> new HashSet<>())
                        .add(row.getField("reg_serial")));
        assertThat(firms.values().stream().filter(of -> of.size() == 2)).hasSize(89);
    }

    @Test
    void pipesPassOnWhatComesInSixDaysLaterAsChemicals() throws IOException {
        Map<String, BigDecimal> in = new HashMap<>();
        of("SOURCE").forEach(row -> in.merge(row.getField("buyer_tax_id"), amount(row), BigDecimal::add));
        for (NamedCsvRecord pipe : MEMBERS.values().stream()
                .filter(row -> row.getField("role").equals("PIPE"))
                .toList()) {
            String id = pipe.getField("tax_id");
            List<NamedCsvRecord> sold = of("PIPE").stream()
                    .filter(row -> row.getField("seller_tax_id").equals(id))
                    .toList();
            double out = sum(sold).doubleValue();
            assertThat(Math.abs(out - in.get(id).doubleValue())
                            / Math.max(out, in.get(id).doubleValue()))
                    .isLessThan(0.05);
            List<LocalDate> bought = of("SOURCE").stream()
                    .filter(row -> row.getField("buyer_tax_id").equals(id))
                    .map(GangTest::day)
                    .sorted()
                    .toList();
            List<LocalDate> passed = sold.stream().map(GangTest::day).sorted().toList();
            assertThat(passed).hasSameSizeAs(bought);
            assertThat(ChronoUnit.DAYS.between(bought.get(bought.size() / 2), passed.get(passed.size() / 2)))
                    .isEqualTo(6);
        }
        Set<String> pipes =
                of("PIPE").stream().map(row -> row.getField("number")).collect(Collectors.toSet());
        assertThat(rows("invoice_items").stream()
                        .filter(row -> pipes.contains(row.getField("number"))
                                && row.getField("code").isEmpty())
                        .map(row -> row.getField("tax_class_code").substring(0, 7))
                        .distinct())
                .containsExactly("1070207");
    }

    @Test
    void fourRecipientsTradeInACircle() {
        Map<String, BigDecimal> edges = new HashMap<>();
        invoices.stream()
                .filter(row -> cycle(row.getField("seller_tax_id")) && cycle(row.getField("buyer_tax_id")))
                .forEach(row -> edges.merge(
                        row.getField("seller_tax_id") + ">" + row.getField("buyer_tax_id"),
                        amount(row),
                        BigDecimal::add));
        assertThat(edges).hasSize(4);
        double least = edges.values().stream()
                .mapToDouble(BigDecimal::doubleValue)
                .min()
                .orElseThrow();
        double most = edges.values().stream()
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElseThrow();
        assertThat(least / most).isCloseTo(0.9625, within(1e-6));
    }

    private static boolean cycle(String taxId) {
        return MEMBERS.containsKey(taxId)
                && MEMBERS.get(taxId).getField("in_cycle").equals("true");
    }

    private static List<NamedCsvRecord> of(String role) {
        return invoices.stream()
                .filter(row -> MEMBERS.get(row.getField("seller_tax_id"))
                        .getField("role")
                        .equals(role))
                .toList();
    }

    private static BigDecimal sum(List<NamedCsvRecord> rows) {
        return rows.stream().map(GangTest::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(NamedCsvRecord row) {
        return new BigDecimal(row.getField("amount"));
    }

    private static LocalDate day(NamedCsvRecord row) {
        return LocalDate.parse(row.getField("issue_time").substring(0, 10));
    }

    private static List<NamedCsvRecord> rows(String feed) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(folder.resolve(feed + ".csv"))) {
            return reader.stream().toList();
        }
    }
}
