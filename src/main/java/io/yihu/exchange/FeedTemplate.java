package io.yihu.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** A workbook to fill in for a feed: the right first line as text cells, and a sheet that says what each column takes. */
@Component
@RequiredArgsConstructor
public class FeedTemplate {
    private static final int ROWS_AS_TEXT = 500;
    private final MessageSource messages;

    public byte[] workbook(FeedSchema schema, Locale locale) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Yihu", "1.0")) {
            List<FeedColumn> columns = schema.columns();
            Worksheet sheet = book.newWorksheet(schema.feed());
            for (int i = 0; i < columns.size(); i++) {
                sheet.value(0, i, columns.get(i).name());
                sheet.width(i, Math.max(12, columns.get(i).name().length() + 4));
            }
            // long digits stay what was typed
            sheet.range(1, 0, ROWS_AS_TEXT, columns.size() - 1)
                    .style()
                    .format("@")
                    .set();
            sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            sheet.finish();
            explain(book.newWorksheet(said("exchange.feed.columns.sheet", locale)), columns, locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void explain(Worksheet sheet, List<FeedColumn> columns, Locale locale) throws IOException {
        String[] heads = {
            "exchange.rejects.column", "exchange.feed.type", "exchange.feed.required", "exchange.feed.codes"
        };
        for (int i = 0; i < heads.length; i++) {
            sheet.value(0, i, said(heads[i], locale));
        }
        sheet.range(0, 0, 0, heads.length - 1).style().bold().set();
        int at = 1;
        for (FeedColumn column : columns) {
            sheet.value(at, 0, column.name());
            sheet.value(at, 1, said("exchange.type." + column.type(), locale));
            sheet.value(at, 2, column.required() ? said("exchange.feed.yes", locale) : "");
            sheet.value(at, 3, String.join(" ", column.codes()));
            at++;
        }
        sheet.width(0, 24);
        sheet.width(1, 40);
        sheet.width(3, 60);
        sheet.finish();
    }

    private String said(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
