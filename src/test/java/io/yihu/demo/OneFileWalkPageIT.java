package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.yihu.support.PageWalk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 李 reads one file in depth: the curve with the change on it, a past day, a figure down to its line, the people behind, other sources. */
class OneFileWalkPageIT extends PageWalk {
    private static final String FIRM = "南京江宁恒晟能源贸易有限公司";

    @Autowired
    DemoFeeds feeds;

    private long subject(String column, String value) {
        return jdbc.sql("select id from taxpayer.v_subject where " + column + " = ?")
                .param(value)
                .query(Long.class)
                .single();
    }

    @Test
    void theFileInDepth() {
        long firm = subject("name", FIRM);
        signIn("li");
        open("/subject/" + firm + "?tab=time");
        page.locator(".chart-life svg").waitFor();
        assertThat(page.locator(".chart-life").textContent()).contains("法定代表人变更 2026-03-02");
        look("file-time");
        open("/subject/" + firm + "?tab=time&asOf=2026-02-15");
        assertThat(text("main")).contains("你看到的是 2026-02-15").doesNotContain("820.00");
        look("file-past");
        open("/subject/" + firm + "/figures/out_amt?month=2026-03");
        assertThat(text("main")).contains("8,200,000.00", "相等", "84");
        look("file-figure");
        page.locator("main td a[href*='/origin/']").first().click();
        page.waitForLoadState();
        assertThat(text("main")).contains("seller_tax_id", "原值");
        look("file-origin");
        open("/subject/" + firm + "?tab=sources");
        look("file-sources");
        open("/subject/" + firm + "?tab=people");
        page.locator(".chart-graph svg").waitFor();
        look("file-people");
        page.locator("main table.list a[href^='/person/']").first().click();
        page.locator(".chart-graph svg").waitFor();
        look("person");
        page.locator("#note").fill("核实 GS-01 疑点");
        page.locator("#sensitive button.btn-primary").click();
        page.waitForLoadState();
        assertThat(text("#sensitive")).contains("已记入日志", "行为能力标志");
        look("person-sensitive");
        open("/sources");
        look("sources");
        open("/exports/new?kind=FILE_PDF&subject=" + firm);
        look("export-new");
        page.locator("#note").fill("入卷 2026-17");
        page.locator("main form button.btn-primary").click();
        page.waitForURL("**/exports");
        assertThat(text("main")).contains(FIRM, "案卷 PDF");
        look("exports");
        signIn("wang");
        open("/agreements");
        assertThat(text("main")).contains("XY-2025-009", "已交换");
        look("agreements");
    }

    /** GS-03: the flag came in February, the firm ten days later; it is HIGH by the first run and has issued nothing. */
    @Test
    void aFirmOfAPersonWithoutCapacityIsHighBeforeItsFirstInvoice() throws IOException {
        String taxId;
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(feeds.folder().resolve("truth_planted.csv"))) {
            taxId = rows.stream()
                    .filter(row -> row.getField("case").equals("GS_03"))
                    .map(row -> row.getField("tax_id"))
                    .findFirst()
                    .orElseThrow();
        }
        long firm = subject("tax_id", taxId);
        assertThat(jdbc.sql("""
                        select level || ' ' || hard || ' ' || (created_at at time zone 'Asia/Shanghai')::date from risk.v_finding
                        where subject_id = ? order by id limit 1""").param(firm).query(String.class).single()).isEqualTo("HIGH true 2026-03-01");
        assertThat(jdbc.sql("select count(*) from invoice.v_invoice where subject_id = ?")
                        .param(firm)
                        .query(Long.class)
                        .single())
                .isZero();
        List<String> words = jdbc.sql("""
                        select details::text from trail.action where details::text ~ '诊断|病' limit 5""").query(String.class).list();
        assertThat(words).isEmpty();
        signIn("sun");
        open("/subject/" + firm);
        assertThat(page.content()).doesNotContain("诊断").doesNotContain("NONE_CAPACITY");
    }
}
