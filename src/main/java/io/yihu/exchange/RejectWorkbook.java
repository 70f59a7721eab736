package io.yihu.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The reported rows as a workbook: the record as sent, then line, column, value, reason and fix; every cell is text. */
@Component
@RequiredArgsConstructor
public class RejectWorkbook {
    private static final int FLUSH = 500;
    private static final int SHEET = 1_000_000;
    private final RejectQueries rejects;
    private final MessageSource messages;

    /** Streams; holds a few hundred rows at most. */
    public void write(BatchRow batch, Locale locale, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "Yihu", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(messages.getMessage("exchange.rejects.title", null, locale));
            int width = batch.header().size();
            head(sheet, batch.header(), locale);
            int[] at = {0};
            rejects.each(batch.id(), locale, row -> {
                if (++at[0] < SHEET) {
                    row(sheet, at[0], width, row, locale);
                }
            });
            sheet.finish();
        }
    }

    private void head(Worksheet sheet, List<String> header, Locale locale) {
        for (int i = 0; i < header.size(); i++) {
            text(sheet, 0, i, header.get(i));
        }
        String[] keys = {"kind", "line", "column", "value", "why", "fix"};
        for (int i = 0; i < keys.length; i++) {
            text(sheet, 0, header.size() + i, messages.getMessage("exchange.rejects." + keys[i], null, locale));
        }
        sheet.range(0, 0, 0, header.size() + keys.length - 1).style().bold().set();
        sheet.freezePane(0, 1);
    }

    private void row(Worksheet sheet, int at, int width, RejectQueries.RejectRow row, Locale locale) {
        for (int i = 0; i < Math.min(width, row.cells().size()); i++) {
            text(sheet, at, i, row.cells().get(i));
        }
        text(
                sheet,
                at,
                width,
                messages.getMessage(
                        row.warning() ? "exchange.rejects.warned" : "exchange.rejects.rejected", null, locale));
        sheet.value(at, width + 1, row.line());
        text(sheet, at, width + 2, row.column());
        text(sheet, at, width + 3, row.value());
        text(sheet, at, width + 4, row.why());
        text(sheet, at, width + 5, row.fix());
        if (at % FLUSH == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Strings are written as strings, never as formulas; characters XML cannot hold are shown as ␀. */
    private static void text(Worksheet sheet, int row, int column, String value) {
        if (value != null && !value.isEmpty()) {
            sheet.inlineString(row, column, value.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "␀"));
        }
    }
}
