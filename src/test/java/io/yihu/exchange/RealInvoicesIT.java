package io.yihu.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 373,431 real invoices of 123 firms load by mapping alone and equal, firm by firm and to the cent, an independent script. */
@YihuIT
class RealInvoicesIT {
    private static final Path DATA = Path.of("../shared/data/invoices_cn");
    private static final Path ABOVE = Path.of("../../shared/data/invoices_cn");

    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyFirmEqualsTheIndependentCount() throws Exception {
        Path data = Files.isDirectory(DATA) ? DATA : ABOVE;
        assumeTrue(
                Files.isDirectory(data), "the real invoices are not beside this checkout (../shared/data/invoices_cn)");
        BatchRow firms = load("local-code-firms", data.resolve("enterprises.txt"));
        assertThat(firms.state()).isEqualTo("DONE");
        assertThat(firms.inserted()).isEqualTo(123);
        BatchRow input = load("local-code-input-invoices", data.resolve("input_invoices.csv.gz"));
        BatchRow output = load("local-code-output-invoices", data.resolve("output_invoices.csv.gz"));
        assertThat(List.of(input.read(), input.inserted(), input.rejected())).containsExactly(210_947L, 210_947L, 0L);
        assertThat(List.of(output.read(), output.inserted(), output.rejected()))
                .containsExactly(162_484L, 162_484L, 0L);
        assertThat(reasons(input.id()))
                .isEqualTo(Map.of("number_repeated", 3L, "number_repeated_same", 803L, "invoice.sum", 2L));
        assertThat(reasons(output.id()))
                .isEqualTo(Map.of("number_repeated", 1L, "number_repeated_same", 4_436L, "invoice.sum", 1L));
        assertThat(loaded()).isEqualTo(expected(data));
    }

    private BatchRow load(String definition, Path file) {
        return imports.importNow(definition, file, null, false, ImportProgress.SILENT)
                .batch();
    }

    private Map<String, Long> reasons(long batch) {
        return jdbc
                .sql("select reason, count(*) as rows from exchange.reject where batch_id = ? group by reason")
                .param(batch)
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, String> loaded() {
        Map<String, String> figures = new TreeMap<>();
        jdbc.sql("""
                        select substr(p.tax_id, 6) || case side when 'IN' then ' input' else ' output' end as firm,
                          concat_ws(' ', count(*), count(*) filter (where i.status = 'VOID'), count(*) filter (where i.status <> 'VOID'),
                            count(*) filter (where i.status <> 'VOID' and not i.blue),
                            coalesce(sum(i.amount) filter (where i.status <> 'VOID'), 0.00), coalesce(sum(i.tax) filter (where i.status <> 'VOID'), 0.00),
                            coalesce(sum(i.total) filter (where i.status <> 'VOID'), 0.00)) as figures
                        from invoice.v_invoice i join taxpayer.v_party p on p.id = i.party_id
                        where p.tax_id ~ '^LOCALE[0-9]+$' group by 1""")
                .query((row, n) -> figures.put(row.getString(1), row.getString(2)))
                .list();
        return figures;
    }

    private static Map<String, String> expected(Path data) throws Exception {
        Map<String, String> figures = new TreeMap<>();
        for (String line : Files.readAllLines(data.resolve("expected_per_firm.csv")).stream()
                .skip(1)
                .toList()) {
            String[] cell = line.split(",");
            figures.put(
                    cell[0] + " " + cell[2],
                    String.join(
                            " ", cell[3], cell[4], cell[5], cell[6], money(cell[7]), money(cell[8]), money(cell[9])));
        }
        return figures;
    }

    private static String money(String text) {
        return new java.math.BigDecimal(text).setScale(2).toPlainString();
    }
}
