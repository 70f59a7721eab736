package io.yihu.exchange.reading;

/**
 * One record of a file before any mapping.
 *
 * @param line physical line (text) or row number (workbook) where it starts, from 1
 * @param cells as written; null where a workbook has no cell
 * @param kinds what a workbook says each cell is, null for text files
 */
public record SourceRow(long line, String[] cells, byte[] kinds) {
    public static final byte TEXT = 0;
    public static final byte NUMBER = 1;
    public static final byte DATE = 2;
    public static final byte FORMULA = 3;
    public static final byte ERROR = 4;

    public String cell(int index) {
        return index < cells.length ? cells[index] : null;
    }

    public byte kind(int index) {
        return kinds == null || index >= kinds.length ? TEXT : kinds[index];
    }
}
