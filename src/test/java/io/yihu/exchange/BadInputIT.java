package io.yihu.exchange;

import static io.yihu.exchange.TinyWorld.HEAD;
import static io.yihu.exchange.TinyWorld.gzip;
import static io.yihu.exchange.TinyWorld.row;
import static io.yihu.exchange.TinyWorld.workbook;
import static io.yihu.exchange.TinyWorld.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever arrives gets a line-exact report or one clear refusal; nothing is half-loaded and nothing lost. */
@YihuIT
class BadInputIT {
    private static final String GOOD = "X1,甲,A,1,,,,2026-01-01,,,\n";

    @Autowired
    TinyWorld tiny;

    @BeforeEach
    void empty() throws Exception {
        tiny.empty();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "X2,乙,A,1,,,,2017/2/30,,,|day|date_form",
                "X2,乙,A,1,,,,2017-02-30,,,|day|date_impossible",
                "X2,乙,A,1,,,,1017-02-03,,,|day|date_range",
                "X2,乙,A,1,,,,,2026-01-01T25:00,,|at|time_form",
                "X2,乙,A,1,,,,,,2026-13,|month|date_impossible",
                "X2,乙,C,1,,,,,,,|kind|unknown_code",
                "X2,乙,A,,,,,,,,|amount|required",
                ",乙,A,1,,,,,,,|id|required",
                "X2,乙,A,1.234,,,,,,,|amount|too_many_decimals",
                "X2,乙,A,\"1,23\",,,,,,,|amount|number_form",
                "X2,乙,A,壹佰,,,,,,,|amount|number_form",
                "X2,乙,A,1e999999999,,,,,,,|amount|number_form",
                "X2,乙,A,1234567890123456789,,,,,,,|amount|number_too_big",
                "X2,乙,A,500000000000000000,,,,,,,|amount|number_too_big",
                "X2,乙,A,1,,,1.5,,,,|pieces|not_whole",
                "X2,乙,A,1,,,,,,,ja|ok|not_boolean",
                "X2,乙,A,1,,|-|ragged",
                "X2,乙,A,1,,,,,,,,more|-|ragged",
                "X2,a\0b,A,1,,,,,,,|name|nul",
                "X2,a\u0007b,A,1,,,,,,,|name|control",
                "X1,丙,A,1,,,,2026-01-01,,,|id|duplicate_key",
            })
    void oneBadRowIsRejectedWithLineAndColumnAndTheOthersLoad(String bad, String column, String reason) {
        BatchRow batch = tiny.load(HEAD + GOOD + bad + "\n" + "X3,丙,B,2,,,,,,,\n");
        assertThat(tiny.reports(batch.id())).containsExactly("3 " + column + " " + reason);
        assertThat(batch.state()).isEqualTo("DONE_WITH_REJECTS");
        assertThat(List.of(batch.read(), batch.inserted(), batch.rejected())).containsExactly(3L, 2L, 1L);
    }

    @Test
    void unambiguousNumbersAndUnseenCharactersAreUnderstood() {
        BatchRow batch = tiny.load(HEAD + "X1,甲,A,\"1,234.50\",,,,,,,\nX2,乙\u202E丙,A,１２.５,,,,,,,\n");
        assertThat(tiny.reports(batch.id())).containsExactly("3 name invisible (w)");
        assertThat(tiny.content()).contains("1234.50").contains("12.50").contains("乙丙");
    }

    @Test
    void aCellOfTenMegabytesIsRejectedAndTheNextRowLoads() {
        BatchRow batch = tiny.load(HEAD + "X1," + "长".repeat(10 << 20) + ",A,1,,,,,,,\nX2,乙,A,1,,,,,,,\n");
        assertThat(tiny.reports(batch.id())).containsExactly("2 name cell_too_long");
        assertThat(tiny.rows()).isEqualTo(1);
    }

    @Test
    void theSameRowTwiceCountsOnceAndIsListed() {
        BatchRow batch = tiny.load(HEAD + GOOD + GOOD + GOOD);
        assertThat(tiny.reports(batch.id())).containsExactly("3 id same_row (w)", "4 id same_row (w)");
        assertThat(List.of(batch.read(), batch.inserted(), batch.repeated(), batch.rejected()))
                .containsExactly(3L, 1L, 2L, 0L);
    }

    @Test
    void bytesOfAnotherEncodingAreRejectedByLine() {
        byte[] good = (HEAD + "X1,重庆市渝中区中文名称很长的企业,A,1,,,,,,,\n").getBytes(StandardCharsets.UTF_8);
        byte[] bad = "X2,乙公司,A,1,,,,,,,\n".getBytes(Charset.forName("GB18030"));
        byte[] both = Arrays.copyOf(good, good.length + bad.length);
        System.arraycopy(bad, 0, both, good.length, bad.length);
        assertThat(tiny.reports(tiny.load(both).id())).containsExactly("3 name encoding");
    }

    @Test
    void everyWrappingOfTheSameRowsGivesTheSameRegister() throws Exception {
        String text = HEAD + "X1,甲,A,1.5,,,,2026-01-01,,,true\nX2,\"乙\n二\",B,2,,,,,,,\n";
        tiny.load(text);
        String plain = tiny.content();
        List<byte[]> others = List.of(
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                text.replace("\n", "\r\n").replace("乙\r\n二", "乙\n二").getBytes(Charset.forName("GB18030")),
                gzip(text.getBytes(StandardCharsets.UTF_8)),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        for (byte[] other : others) {
            tiny.empty();
            tiny.load(other);
            assertThat(tiny.content()).isEqualTo(plain);
        }
        tiny.empty();
        String date = "<c s=\"1\"><v>46023</v></c>";
        tiny.load(zip(workbook(row(HEAD.strip().split(","))
                + row(
                        "X1",
                        "甲",
                        "A",
                        "<c><v>1.5000000000000002</v></c>",
                        "",
                        "",
                        "",
                        date,
                        "",
                        "",
                        "<c t=\"b\"><v>1</v></c>")
                + row("X2", "乙\n二", "B", "<c><v>2</v></c>"))));
        assertThat(tiny.content().replace("\"line_no\": 3", "\"line_no\": 3")).isEqualTo(plain);
    }

    @Test
    void cellsThatExcelChangedAreRejected() {
        BatchRow batch = tiny.load(zip(workbook(row("id", "amount", "day")
                + row("X1", "<c><f>1+1</f><v>2</v></c>", "2026-01-01")
                + row("<c><v>1.2E+18</v></c>", "<c><v>1</v></c>", "")
                + row("X3", "<c s=\"1\"><v>46023</v></c>", "")
                + row("X4", "<c t=\"e\"><v>#REF!</v></c>", "")
                + row("X5", "<c><v>5</v></c>", "<c s=\"1\"><v>46023</v></c>"))));
        assertThat(tiny.reports(batch.id()))
                .containsExactly(
                        "2 amount formula", "3 id excel_digits", "4 amount excel_date", "5 amount excel_error");
        assertThat(tiny.content()).contains("X5").contains("2026-01-01");
    }

    @Test
    void filesThatCannotBeTrustedAreRefusedWhole() {
        byte[] csv = (HEAD + GOOD + "X2,乙,A,1,,,,,,,\n").getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(csv);
        byte[] book = zip(workbook(row("id", "amount") + row("X1", "1")));
        refused("empty", new byte[0]);
        refused("cut_line", Arrays.copyOf(csv, csv.length - 8));
        refused("cut_gzip", Arrays.copyOf(packed, packed.length - 9));
        refused("cut_gzip", Arrays.copyOf(packed, 8));
        refused("cut_xlsx", Arrays.copyOf(book, book.length - 30));
        refused("quote", (HEAD + GOOD + "X2,\"乙,A,1,,,,,,,\nX3,丙,A,1,,,,,,,\n").getBytes(StandardCharsets.UTF_8));
        refused("missing_columns", "id,name\nX1,甲\n".getBytes(StandardCharsets.UTF_8));
        refused("duplicate_header", "id,id,amount\nX1,X1,1\n".getBytes(StandardCharsets.UTF_8));
        refused("too_many_columns", ("c,".repeat(10_000) + "\n").getBytes(StandardCharsets.UTF_8));
        refused("markup", "<html><table></table></html>".getBytes(StandardCharsets.UTF_8));
        refused("old_excel", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1, 2});
        refused("not_a_table", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        refused("nested", gzip(packed));
        refused("bomb", gzip(new byte[80 << 20]));
        refused("zip", zip(Map.of("readme.txt", "hello")));
        refused("zip_name", zip(with("xl/../../evil.xml", "<a/>")));
        refused("nested", zip(with("xl/inner.zip", "PK")));
        refused("bomb", zip(with("xl/media/zeros.bin", "0".repeat(9 << 20))));
        refused(
                "doctype",
                zip(with(
                        "xl/worksheets/sheet1.xml",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet>&x;</worksheet>")));
        refused("cut_xlsx", zip(with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c")));
        Map<String, String> many = workbook("");
        for (int i = 0; i < 2_001; i++) {
            many.put("xl/e" + i + ".bin", "");
        }
        refused("zip_entries", zip(many));
        assertThat(tiny.rows()).isZero();
    }

    private static Map<String, String> with(String name, String content) {
        Map<String, String> entries = workbook(row("id", "amount") + row("X1", "1"));
        entries.put(name, content);
        return entries;
    }

    private void refused(String reason, byte[] content) {
        BatchRow batch = tiny.load(content);
        assertThat(List.of(batch.state(), String.valueOf(batch.refusal())))
                .as(reason)
                .containsExactly("REFUSED", reason);
    }

    /** Seeded damage to a good file: bytes flipped, cut, doubled, blanked; in text, gzip and workbook. */
    @Test
    void noMutantBreaksTheImportOrLosesARow() throws Exception {
        StringBuilder text = new StringBuilder(HEAD);
        StringBuilder sheet = new StringBuilder(row(HEAD.strip().split(",")));
        for (int i = 0; i < 40; i++) {
            text.append("X%d,企业%d,A,%d.5,,,,2026-01-0%d,,,\n".formatted(i, i, i, i % 9 + 1));
            sheet.append(row("X" + i, "企业" + i, "A", "<c><v>" + i + "</v></c>", "", "", "", "2026-01-01"));
        }
        List<byte[]> seeds = List.of(
                text.toString().getBytes(StandardCharsets.UTF_8),
                gzip(text.toString().getBytes(StandardCharsets.UTF_8)),
                zip(workbook(sheet.toString())));
        Random random = new Random(20261123);
        List<UnaryOperator<byte[]>> damages = List.of(
                bytes -> flip(bytes, random, 1),
                bytes -> flip(bytes, random, 20),
                bytes -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1)),
                bytes -> doubled(bytes, random.nextInt(bytes.length)));
        for (int round = 0; round < 90; round++) {
            tiny.empty();
            byte[] mutant = damages.get(round % damages.size()).apply(seeds.get(round % seeds.size()));
            BatchRow batch = tiny.load(mutant);
            assertThat(Set.of("DONE", "DONE_WITH_REJECTS", "REFUSED"))
                    .as("round " + round)
                    .contains(batch.state());
            if (batch.state().equals("REFUSED")) {
                assertThat(tiny.rows()).isZero();
            } else {
                assertThat(batch.inserted() + batch.rejected() + batch.repeated())
                        .as("round " + round)
                        .isEqualTo(batch.read());
                assertThat(tiny.rows()).isEqualTo(batch.inserted());
            }
        }
    }

    private static byte[] flip(byte[] bytes, Random random, int times) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i < times; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static byte[] doubled(byte[] bytes, int from) {
        byte[] damaged = Arrays.copyOf(bytes, bytes.length + bytes.length - from);
        System.arraycopy(bytes, from, damaged, bytes.length, bytes.length - from);
        return damaged;
    }
}
