package io.yihu.dossier.space.web;

import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Range;
import io.yihu.invoice.TraceQuestion;
import io.yihu.invoice.TraceQuestion.Direction;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/**
 * What a person typed to ask for a trace; empty fields mean the usual.
 *
 * @param min yuan
 * @param share per cent
 */
record TraceForm(
        String direction,
        String hops,
        String from,
        String to,
        String min,
        String share,
        String goods,
        String top,
        String width) {
    private static final int HOPS = 3;
    private static final int TOP = 8;
    private static final int WIDTH = 20;

    TraceQuestion question(long subjectId, TimelineQueries timeline) {
        Range range = timeline.range(subjectId, month(from), month(to));
        String way = direction == null || direction.isBlank() ? "UP" : direction;
        if (!way.equals("UP") && !way.equals("DOWN")) {
            throw Refusal.invalid("space.trace.direction", way);
        }
        return new TraceQuestion(
                subjectId,
                Direction.valueOf(way),
                whole(hops, HOPS),
                range.from(),
                range.to(),
                number(min),
                number(share).movePointLeft(2).doubleValue(),
                goods == null || goods.isBlank() ? null : goods.strip(),
                whole(top, TOP),
                whole(width, WIDTH));
    }

    static LocalDate month(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return YearMonth.parse(text.strip()).atDay(1);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("space.month.unreadable", text);
        }
    }

    static BigDecimal number(String text) {
        if (text == null || text.isBlank()) {
            return BigDecimal.ZERO;
        }
        String plain = text.strip().replace(",", "");
        if (!plain.matches("\\d{1,13}(\\.\\d{1,4})?")) {
            throw Refusal.invalid("space.number.unreadable", text);
        }
        return new BigDecimal(plain);
    }

    private static int whole(String text, int otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.strip().matches("\\d{1,4}")) {
            throw Refusal.invalid("space.number.unreadable", text);
        }
        return Integer.parseInt(text.strip());
    }
}
