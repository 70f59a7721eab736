package io.yihu.exchange.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.model.SharedStrings;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Sheet XML to records: raw values, not what Excel would display, each with its kind. */
final class SheetHandler extends DefaultHandler {
    private static final int MOST_TEXT = 32 << 20;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private final SharedStrings strings;
    private final StylesTable styles;
    private final boolean from1904;
    private final Consumer<SourceRow> rows;
    private final StringBuilder text = new StringBuilder();
    private String[] cells = new String[64];
    private byte[] kinds = new byte[64];
    private int width;
    private int column;
    private long row;
    private String type;
    private int style;
    private boolean formula;
    private boolean collecting;

    SheetHandler(SharedStrings strings, StylesTable styles, boolean from1904, Consumer<SourceRow> rows) {
        this.strings = strings;
        this.styles = styles;
        this.from1904 = from1904;
        this.rows = rows;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        switch (local) {
            case "row" -> {
                String number = attributes.getValue("r");
                row = number == null ? row + 1 : Long.parseLong(number);
                width = 0;
                column = -1;
            }
            case "c" -> {
                String reference = attributes.getValue("r");
                column = reference == null ? column + 1 : columnOf(reference);
                if (column >= Headers.MOST_COLUMNS) {
                    throw new FileRefused("too_many_columns", column + 1, Headers.MOST_COLUMNS);
                }
                type = attributes.getValue("t");
                String styleNumber = attributes.getValue("s");
                style = styleNumber == null ? 0 : Integer.parseInt(styleNumber);
                formula = false;
                text.setLength(0);
            }
            case "f" -> formula = true;
            case "v", "t" -> collecting = true;
            default -> {}
        }
    }

    @Override
    public void characters(char[] characters, int from, int length) {
        if (collecting) {
            if (text.length() + length > MOST_TEXT) {
                throw new FileRefused("bomb");
            }
            text.append(characters, from, length);
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        switch (local) {
            case "v", "t" -> collecting = false;
            case "c" -> cell();
            case "row" -> {
                if (width > 0) {
                    rows.accept(new SourceRow(row, Arrays.copyOf(cells, width), Arrays.copyOf(kinds, width)));
                }
            }
            default -> {}
        }
    }

    private void cell() {
        if (text.isEmpty() && !formula || column < 0) {
            return;
        }
        while (column >= cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
            kinds = Arrays.copyOf(kinds, kinds.length * 2);
        }
        for (; width <= column; width++) {
            cells[width] = null;
            kinds[width] = SourceRow.TEXT;
        }
        String value = text.toString();
        if (formula) {
            set("s".equals(type) ? shared(value) : value, SourceRow.FORMULA);
        } else if ("s".equals(type)) {
            set(shared(value), SourceRow.TEXT);
        } else if ("e".equals(type)) {
            set(value, SourceRow.ERROR);
        } else if ("b".equals(type)) {
            set(value.equals("1") ? "true" : "false", SourceRow.TEXT);
        } else if ("d".equals(type)) {
            set(value, SourceRow.DATE);
        } else if ("inlineStr".equals(type) || "str".equals(type)) {
            set(value, SourceRow.TEXT);
        } else {
            number(value);
        }
    }

    private void set(String value, byte kind) {
        cells[column] = value;
        kinds[column] = kind;
    }

    private String shared(String index) {
        return strings.getItemAt(Integer.parseInt(index.strip())).getString();
    }

    /** A double carries fifteen digits; what stands behind them in the XML is noise. */
    private void number(String value) {
        BigDecimal number = new BigDecimal(value.strip()).round(new MathContext(15));
        if (isDate() && number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(2_958_466)) < 0) {
            LocalDateTime time = DateUtil.getLocalDateTime(number.doubleValue(), from1904, true);
            boolean midnight = time.toLocalTime().toSecondOfDay() == 0;
            set(midnight ? time.toLocalDate().toString() : SECONDS.format(time), SourceRow.DATE);
        } else if (Math.abs(number.scale()) > 400) {
            set(value, SourceRow.ERROR);
        } else {
            BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            set(plain.toPlainString(), SourceRow.NUMBER);
        }
    }

    private boolean isDate() {
        if (styles == null || style >= styles.getNumCellStyles()) {
            return false;
        }
        XSSFCellStyle cellStyle = styles.getStyleAt(style);
        String format = cellStyle.getDataFormatString();
        if (format == null) {
            format = BuiltinFormats.getBuiltinFormat(cellStyle.getDataFormat());
        }
        return DateUtil.isADateFormat(cellStyle.getDataFormat(), format);
    }

    private static int columnOf(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }
}
