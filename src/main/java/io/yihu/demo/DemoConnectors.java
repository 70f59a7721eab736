package io.yihu.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.yihu.exchange.NationalDatabases;
import io.yihu.exchange.RecordFile;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What the two national databases hand over in the demo: changed records in their own words, taken once; a later part waits for whoever asks. */
@Component
@RequiredArgsConstructor
class DemoConnectors {
    private static final int EVERY = 250;
    private static final int PEOPLE = 300;
    private static final Map<String, String> REGISTRATION =
            named("reg_serial=登记序号 tax_id=纳税人识别号 uscc=统一社会信用代码 legacy_tax_id=原纳税人识别号 name=纳税人名称 subject_kind=课征主体类型"
                    + " registration_type=登记注册类型代码 status=纳税人状态代码 taxpayer_type=增值税纳税人类型 industry_code=行业代码 division_code=注册地行政区划"
                    + " address=注册地址 business_division_code=经营地行政区划 business_address=生产经营地址 office_code=主管税务机关代码"
                    + " register_date=登记日期 open_date=开业日期 close_date=注销日期 capital=注册资本 paid_in_capital=实收资本 employees=从业人数"
                    + " business_scope=经营范围 phone=联系电话 email=电子邮箱 tax_source_class=税源类别");
    private static final Map<String, String> INCOME =
            named("person_no=自然人档案号 tax_id=扣缴义务人识别号 period=所属期 pay=收入额 tax=扣缴税额");
    private static final Map<String, String> TYPES =
            Map.of("GENERAL", "一般纳税人", "SMALL", "小规模纳税人", "TRANSITIONAL", "转登记纳税人");
    private static final Map<String, String> SOURCE_CLASSES =
            Map.of("KEY", "重点税源", "LARGE_MEDIUM", "一般税源", "SMALL", "小微税源");
    private final DemoFeeds feeds;
    private final NationalDatabases databases;
    private final YihuProperties properties;

    void take() {
        List<Map<String, String>> firms = read("registrations.csv");
        List<Map<String, String>> changed = new ArrayList<>();
        for (int i = 7; i < firms.size(); i += EVERY) {
            changed.add(grown(firms.get(i)));
        }
        List<Map<String, String>> incomes = read("person_incomes.csv");
        List<Map<String, String>> newest = incomes.subList(Math.max(0, incomes.size() - PEOPLE), incomes.size());
        write("legal_db/登记信息/2026-05-03.csv", REGISTRATION, changed, "2026-05-03 22:15:00");
        write("natural_db/个人所得/2026-05-03.csv", INCOME, newest, "2026-05-03 23:40:00");
        databases.take("legal_db");
        databases.take("natural_db");
        write(
                "legal_db/登记信息/2026-05-04.csv",
                REGISTRATION,
                changed.subList(0, changed.size() / 3).stream()
                        .map(DemoConnectors::grown)
                        .toList(),
                "2026-05-04 22:15:00");
    }

    /** Three more people work there. */
    private static Map<String, String> grown(Map<String, String> firm) {
        Map<String, String> grown = new LinkedHashMap<>(firm);
        String employees = firm.get("employees");
        grown.put("employees", employees == null ? null : String.valueOf(Long.parseLong(employees) + 3));
        return grown;
    }

    private List<Map<String, String>> read(String name) {
        List<String[]> rows = new ArrayList<>();
        List<String> header =
                RecordFile.read(feeds.folder().resolve(name), null, null, null, (line, cells) -> rows.add(cells));
        return rows.stream()
                .map(cells -> {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        row.put(header.get(i), cells[i]);
                    }
                    return row;
                })
                .toList();
    }

    private void write(String name, Map<String, String> columns, List<Map<String, String>> rows, String changed) {
        Path file = properties.dataDir().toAbsolutePath().resolve("connectors").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            try (CsvWriter csv = CsvWriter.builder().build(file)) {
                List<String> cells = new ArrayList<>(columns.values());
                cells.add("更新时间");
                csv.writeRecord(cells);
                for (Map<String, String> row : rows) {
                    cells.clear();
                    for (String column : columns.keySet()) {
                        String value = row.get(column);
                        cells.add(value == null ? "" : said(column, value));
                    }
                    cells.add(changed);
                    csv.writeRecord(cells);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(String column, String value) {
        if (column.equals("taxpayer_type")) {
            return TYPES.get(value);
        }
        return column.equals("tax_source_class") ? SOURCE_CLASSES.get(value) : value;
    }

    private static Map<String, String> named(String pairs) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String pair : pairs.split(" ")) {
            named.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return named;
    }
}
