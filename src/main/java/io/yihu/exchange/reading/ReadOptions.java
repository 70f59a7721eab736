package io.yihu.exchange.reading;

/**
 * How a text file is written, where its definition says so.
 *
 * @param charset name, or null to detect UTF-8, UTF-16 and GB18030
 * @param separator one character, {@code blank} for runs of blanks, or null to detect comma, tab and semicolon
 * @param sheet name of the workbook's sheet, or null for the first
 */
public record ReadOptions(String charset, String separator, String sheet) {
    public static final ReadOptions DETECT = new ReadOptions(null, null, null);
    public static final String BLANK = "blank";
}
