package io.yihu.exchange.mapping;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.reading.SourceRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** One canonical column of one file: where its pieces stand and how they become its value. */
public final class PlannedCell {
    private static final Set<Type> WORDS = Set.of(Type.TEXT, Type.CODE, Type.INTEGER);
    private static final int EXCEL_DIGITS = 15;
    private static final JsonMapper JSON = new JsonMapper();
    private final FeedColumn column;
    private final ColumnRule rule;
    private final int[] indexes;
    private final String shown;
    private List<String> rest;

    PlannedCell(FeedColumn column, ColumnRule rule, int[] indexes) {
        this.column = column;
        this.rule = rule;
        this.indexes = indexes;
        List<String> sources = rule == null ? List.of() : rule.sources();
        this.shown = sources.isEmpty() ? column.name() : String.join("+", sources);
    }

    static PlannedCell absent(FeedColumn column) {
        return new PlannedCell(column, null, new int[0]);
    }

    /** All these cells under their own names. */
    static PlannedCell rest(FeedColumn column, List<String> names, int[] indexes) {
        PlannedCell cell = new PlannedCell(column, null, indexes);
        cell.rest = List.copyOf(names);
        return cell;
    }

    public FeedColumn column() {
        return column;
    }

    /** False where the file gives nothing for this column. */
    public boolean planned() {
        return rule != null;
    }

    /** The sender's own name of the column. */
    public String shown() {
        return shown;
    }

    /** Filled by the definition alone, whatever the file says. */
    public boolean fixed() {
        return rule != null && rule.sources().isEmpty();
    }

    /** The canonical text, null when unknown; problems go to the report. */
    public String value(SourceRow row, RowReport report) {
        if (rest != null) {
            return together(row);
        }
        if (rule == null) {
            return null;
        }
        if (indexes.length == 1) {
            if (indexes[0] < 0) {
                return rule.pieces().get(0).constant();
            }
            return rule.convert(read(row, indexes[0], report), row.kind(indexes[0]), shown, report);
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < indexes.length; i++) {
            String piece = indexes[i] < 0 ? rule.pieces().get(i).constant() : read(row, indexes[i], report);
            if (piece == null) {
                return null;
            }
            joined.append(piece);
        }
        return rule.convert(joined.toString(), SourceRow.TEXT, shown, report);
    }

    private String together(SourceRow row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < indexes.length; i++) {
            String value = row.cell(indexes[i]);
            if (value != null && !value.isBlank()) {
                values.put(rest.get(i), value.strip().replace("\0", ""));
            }
        }
        return values.isEmpty() ? null : JSON.writeValueAsString(values);
    }

    private String read(SourceRow row, int index, RowReport report) {
        String raw = row.cell(index);
        switch (row.kind(index)) {
            case SourceRow.FORMULA -> {
                report.reject(shown, raw, "formula");
                return null;
            }
            case SourceRow.ERROR -> {
                report.reject(shown, raw, "excel_error");
                return null;
            }
            case SourceRow.NUMBER -> {
                if (WORDS.contains(column.type()) && wholeDigits(raw) > EXCEL_DIGITS) {
                    report.reject(shown, raw, "excel_digits", EXCEL_DIGITS);
                    return null;
                }
            }
            case SourceRow.DATE -> {
                if (column.type() == Type.MONEY
                        || column.type() == Type.PRICE
                        || column.type() == Type.RATE
                        || column.type() == Type.INTEGER) {
                    report.reject(shown, raw, "excel_date");
                    return null;
                }
                return column.type() == Type.MONTH && raw.endsWith("-01") ? raw.substring(0, 7) : raw;
            }
            default -> {}
        }
        return Cleaning.clean(raw, shown, report);
    }

    private static int wholeDigits(String number) {
        int point = number.indexOf('.');
        int digits = point < 0 ? number.length() : point;
        return number.startsWith("-") ? digits - 1 : digits;
    }
}
