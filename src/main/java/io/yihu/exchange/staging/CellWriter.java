package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.mapping.Dates;
import io.yihu.exchange.mapping.Numbers;
import io.yihu.exchange.mapping.RowReport;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Reads one canonical value by its column's type and writes it for COPY, or reports why it cannot. */
final class CellWriter {
    private final FeedColumn column;
    private final Set<String> codes;

    CellWriter(FeedColumn column) {
        this.column = column;
        this.codes = new HashSet<>(column.codes());
    }

    /** Null is "unknown"; {@code shown} names the column as the sender wrote it. */
    void write(String value, String shown, CopyBuffer out, RowReport report) {
        if (value == null) {
            if (column.required()) {
                report.reject(shown, null, "required", column.name());
            }
            out.putNull();
            return;
        }
        switch (column.type()) {
            case TEXT, REST -> out.putText(value);
            case CODE -> code(value, shown, out, report);
            case INTEGER -> integer(value, shown, out, report);
            case MONEY -> decimal(value, shown, 2, 18, out, report);
            case PRICE -> decimal(value, shown, 8, 16, out, report);
            case RATE -> decimal(value, shown, 6, 6, out, report);
            case DATE -> date(Dates.day(value), value, shown, "yyyy-MM-dd", out, report);
            case MONTH -> date(Dates.month(value), value, shown, "yyyy-MM", out, report);
            case TIME -> time(value, shown, out, report);
            case BOOLEAN -> bool(value, shown, out, report);
        }
    }

    private void code(String value, String shown, CopyBuffer out, RowReport report) {
        if (!codes.isEmpty() && !codes.contains(value)) {
            report.reject(shown, value, "unknown_code", column.name(), String.join(" ", column.codes()));
        }
        out.putText(value);
    }

    private void integer(String value, String shown, CopyBuffer out, RowReport report) {
        BigDecimal number = Numbers.read(value);
        if (number == null) {
            report.reject(shown, value, "number_form");
        } else {
            BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            if (plain.scale() > 0) {
                report.reject(shown, value, "not_whole");
            } else if (plain.precision() - plain.scale() > 18) {
                report.reject(shown, value, "number_too_big", 18);
            } else {
                out.putLong(plain.longValueExact());
                return;
            }
        }
        out.putNull();
    }

    private void decimal(String value, String shown, int scale, int whole, CopyBuffer out, RowReport report) {
        BigDecimal number = Numbers.read(value);
        if (number != null && number.scale() > scale) {
            number = number.stripTrailingZeros();
        }
        if (number == null) {
            report.reject(shown, value, "number_form");
        } else if (number.signum() != 0 && number.precision() - number.scale() > whole) {
            report.reject(shown, value, "number_too_big", whole);
        } else if (number.scale() > scale) {
            report.reject(shown, value, "too_many_decimals", scale);
        } else {
            out.putNumeric(number.scale() < 0 ? number.setScale(0) : number);
            return;
        }
        out.putNull();
    }

    private void date(Dates.Read read, String value, String shown, String form, CopyBuffer out, RowReport report) {
        if (read.problem() != null) {
            report.reject(shown, value, read.problem(), form);
            out.putNull();
        } else {
            out.putDate(read.value());
        }
    }

    private void time(String value, String shown, CopyBuffer out, RowReport report) {
        Dates.Read read = Dates.time(value);
        if (read.problem() != null) {
            report.reject(shown, value, read.problem(), "yyyy-MM-dd'T'HH:mm:ss");
            out.putNull();
        } else {
            out.putTimestamp(read.value());
        }
    }

    private void bool(String value, String shown, CopyBuffer out, RowReport report) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            report.reject(shown, value, "not_boolean");
        }
        out.putBoolean(lower.equals("true"));
    }
}
