package io.yihu.exchange.mapping;

import io.yihu.exchange.reading.SourceRow;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one canonical column is made from a source record.
 *
 * @param pieces constants and source columns put together; if a column is empty the whole is unknown
 * @param sign the column's sign gives {@code false} below zero, {@code true} otherwise
 * @param date pattern of the source's dates, null when they are ISO already
 * @param number signs of the source's numbers, null when they are plain already
 * @param codes source word to canonical code, empty when none
 * @param otherwise code of words that are not listed, null to reject them
 * @param unknown source words that mean "unknown"
 */
public record ColumnRule(
        List<Piece> pieces,
        boolean sign,
        DateTimeFormatter date,
        NumberForm number,
        Map<String, String> codes,
        String otherwise,
        Set<String> unknown) {

    /** A source column, or a constant when {@code column} is null. */
    public record Piece(String column, String constant) {}

    /**
     * Signs of the source's numbers.
     *
     * @param thousands what parts thousands, "" when nothing
     * @param strip words taken off, such as a currency sign or unit
     * @param times factor in powers of ten, such as 4 for 万元
     */
    public record NumberForm(String decimal, String thousands, List<String> strip, int times) {
        String plain(String text) {
            String rest = Cleaning.narrow(text);
            for (String word : strip) {
                rest = rest.replace(Cleaning.narrow(word), "");
            }
            rest = thousands.isEmpty() ? rest : rest.replace(thousands, "");
            rest = rest.strip().replace(decimal, ".");
            if (rest.startsWith("(") && rest.endsWith(")")) {
                rest = "-" + rest.substring(1, rest.length() - 1);
            }
            if (times == 0) {
                return rest;
            }
            var number = Numbers.read(rest);
            return number == null ? rest : number.scaleByPowerOfTen(times).toPlainString();
        }
    }

    public static ColumnRule rename(String column) {
        return new ColumnRule(List.of(new Piece(column, null)), false, null, null, Map.of(), null, Set.of());
    }

    public List<String> sources() {
        return pieces.stream().map(Piece::column).filter(c -> c != null).toList();
    }

    /** Applies the rule after the pieces were put together; null is unknown. */
    String convert(String value, byte kind, String shown, RowReport report) {
        if (value == null || unknown.contains(value)) {
            return null;
        }
        String result = value;
        if (number != null) {
            result = number.plain(result);
        }
        if (date != null && kind != SourceRow.DATE) {
            String iso = Dates.toIso(result, date);
            if (iso.equals(Dates.FORM) || iso.equals(Dates.IMPOSSIBLE)) {
                report.reject(shown, value, iso, date.toString());
                return null;
            }
            result = iso;
        }
        if (sign) {
            var number = Numbers.read(result);
            if (number == null) {
                report.reject(shown, value, "number_form");
                return null;
            }
            return number.signum() < 0 ? "false" : "true";
        }
        if (!codes.isEmpty()) {
            result = codes.getOrDefault(result, otherwise);
            if (result == null) {
                report.reject(shown, value, "unmapped_word", String.join(" ", codes.keySet()));
            }
        }
        return result;
    }
}
