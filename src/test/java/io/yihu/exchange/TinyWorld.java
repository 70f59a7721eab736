package io.yihu.exchange;

import io.yihu.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lombok.RequiredArgsConstructor;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tiny register and makers of files for it. */
@Component
@RequiredArgsConstructor
class TinyWorld {
    static final String HEAD = "id,name,kind,amount,price,rate,pieces,day,at,month,ok\n";
    private final Environment environment;
    private final JdbcClient jdbc;
    private final ImportService imports;

    void empty() throws Exception {
        try (var owner = TestDatabase.owner(environment.getProperty("yihu.test.database"));
                var statement = owner.createStatement()) {
            statement.execute(TinyFeed.DDL);
            statement.execute("truncate tiny.thing");
        }
    }

    BatchRow load(byte[] content) {
        try {
            Path file = Files.write(Files.createTempFile("tiny", ".dat"), content);
            try {
                return imports.importNow("tiny", file).batch();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BatchRow load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    long rows() {
        return jdbc.sql("select count(*) from tiny.thing").query(Long.class).single();
    }

    /** The register as one text, lineage left out. */
    String content() {
        return jdbc.sql(
                        "select string_agg((to_jsonb(t) - '{batch_id,source}'::text[])::text, E'\\n' order by id) from tiny.thing t")
                .query(String.class)
                .single();
    }

    /** {@code line column reason} of all reports, in the order of the file. */
    List<String> reports(long batch) {
        return jdbc.sql("""
                        select concat_ws(' ', line_no, coalesce(column_name, '-'), reason, case when warning then '(w)' end)
                        from exchange.reject where batch_id = ? order by line_no, id""").param(batch).query(String.class).list();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Entries of a minimal workbook around the given sheet rows. */
    static Map<String, String> workbook(String sheetData) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("[Content_Types].xml", """
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
        entries.put("_rels/.rels", """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        entries.put("xl/workbook.xml", """
                <?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>""");
        entries.put("xl/_rels/workbook.xml.rels", """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
        entries.put("xl/styles.xml", """
                <?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
                <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        entries.put("xl/worksheets/sheet1.xml", """
                <?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>""".formatted(sheetData));
        return entries;
    }

    /** One sheet row of inline strings; a cell that begins with {@code <} is taken as XML. */
    static String row(String... cells) {
        return java.util.Arrays.stream(cells)
                .map(cell -> cell.startsWith("<") ? cell : "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>")
                .collect(Collectors.joining("", "<row>", "</row>"));
    }
}
