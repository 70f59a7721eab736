package io.yihu.exchange.connector;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;

/** The newest time of change of the rows that went by, as sources write it: a day, or a day and a time. */
final class ChangeMark {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();
    private final LocalDateTime since;
    private final LocalDateTime now;
    private LocalDateTime newest;

    ChangeMark(LocalDateTime since, LocalDateTime now) {
        this.since = since;
        this.now = now;
    }

    /** Whether a row belongs to what is asked for; one without a usable time always does: loading it twice changes nothing. */
    boolean wants(String cell) {
        LocalDateTime changed = read(cell);
        if (changed == null) {
            return true;
        }
        if (since != null && changed.isBefore(since)) {
            return false;
        }
        if (!changed.isAfter(now) && (newest == null || changed.isAfter(newest))) {
            newest = changed;
        }
        return true;
    }

    LocalDateTime newest() {
        return newest;
    }

    static LocalDateTime read(String cell) {
        if (cell == null || cell.isBlank()) {
            return null;
        }
        String text = cell.strip().replace('T', ' ').replace('/', '-');
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replaceFirst("(Z|[+-]\\d{2}(:?\\d{2})?)$", ""), FORM);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
