package io.yihu.dossier.export;

import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A workbook that grows sheet by sheet from queries read row by row; each sheet carries the watermark on top and on each printed page. */
final class Sheets implements AutoCloseable {
    static final int MOST_ROWS = 1_000_000;
    private static final int FLUSH = 500;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(YihuClock.CHINA);
    /** Columns of codes and where their words stand. */
    private static final Map<String, String> WORDS = Map.of(
            "kind", "dossier.kind.",
            "invoice_status", "dossier.invoiceStatus.",
            "role", "dossier.role.",
            "item", "dossier.item.",
            "level", "platform.level.",
            "type", "dossier.event.",
            "taxpayer_type", "dossier.taxpayerType.",
            "side", "dossier.side.",
            "direction", "dossier.value.",
            "counter_kind", "dossier.value.");

    private final Workbook workbook;
    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final Locale locale;
    private final Watermark mark;
    private long rows;

    Sheets(OutputStream out, JdbcClient jdbc, MessageSource messages, Locale locale, Watermark mark) {
        this.workbook = new Workbook(out, "Yihu", "1.0");
        this.jdbc = jdbc;
        this.messages = messages;
        this.locale = locale;
        this.mark = mark;
    }

    long rows() {
        return rows;
    }

    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, key, locale);
    }

    /** One sheet of a query; column labels name the heads, codes become words; more than a sheet holds is cut and said. */
    void add(String titleKey, String sql, Map<String, ?> parameters) {
        Worksheet sheet = workbook.newWorksheet(name(text(titleKey)));
        sheet.header(mark.text(), Position.RIGHT);
        sheet.footer(text("dossier.export.page") + " &P / &N", Position.CENTER);
        sheet.value(0, 0, text("dossier.export.mark", mark.text()));
        sheet.range(0, 0, 0, 0).style().italic().fontColor("888888").set();
        int[] at = {1};
        jdbc.sql(sql).withFetchSize(FLUSH).params(parameters).query(row -> {
            if (at[0] == 1) {
                head(sheet, row);
            }
            if (at[0] < MOST_ROWS) {
                at[0]++;
                line(sheet, at[0], row);
            } else {
                sheet.value(0, 1, text("dossier.export.cut", MOST_ROWS));
            }
        });
        if (at[0] == 1) {
            sheet.value(1, 0, text("dossier.export.none"));
        }
        rows += at[0] - 1L;
        try {
            sheet.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String title) {
        String plain = title.replaceAll("[\\\\/*?:\\[\\]]", " ");
        return plain.length() > 31 ? plain.substring(0, 31) : plain;
    }

    private void head(Worksheet sheet, ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        for (int c = 0; c < columns; c++) {
            String label = row.getMetaData().getColumnLabel(c + 1);
            sheet.inlineString(
                    1, c, messages.getMessage("dossier.x." + label, null, text("dossier.col." + label), locale));
            sheet.width(c, 16);
        }
        sheet.range(1, 0, 1, columns - 1).style().bold().set();
        sheet.freezePane(0, 2);
    }

    private void line(Worksheet sheet, int at, ResultSet row) throws SQLException {
        for (int c = 0; c < row.getMetaData().getColumnCount(); c++) {
            Object value = row.getObject(c + 1);
            String words = WORDS.get(row.getMetaData().getColumnLabel(c + 1));
            if (value instanceof BigDecimal
                    || value instanceof Long
                    || value instanceof Integer
                    || value instanceof Double) {
                sheet.value(at, c, (Number) value);
            } else if (value instanceof Timestamp time) {
                sheet.inlineString(at, c, MINUTE.format(time.toInstant()));
            } else if (value instanceof Date day) {
                sheet.inlineString(at, c, day.toString());
            } else if (value instanceof Boolean yes) {
                sheet.inlineString(at, c, text(yes ? "dossier.yes" : "dossier.no"));
            } else if (value != null) {
                String plain = value.toString().replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "␀");
                sheet.inlineString(
                        at, c, words == null ? plain : messages.getMessage(words + plain, null, plain, locale));
            }
        }
        if (at % FLUSH == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
