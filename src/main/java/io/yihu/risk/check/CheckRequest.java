package io.yihu.risk.check;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * A question put to the live check, read and found usable.
 *
 * @param numbers fields of the event that are numbers
 * @param texts the others
 */
record CheckRequest(
        String stage,
        String taxId,
        String event,
        Map<String, Double> numbers,
        Map<String, String> texts,
        LocalDate period) {
    private static final int LONGEST = 200;

    static CheckRequest of(String stage, Map<String, Object> body, Deltas deltas) {
        String taxId = text(body, "taxId");
        String event = text(body, "event");
        if (taxId == null || event == null) {
            throw Refusal.invalid("risk.check.incomplete");
        }
        Deltas.Event known = deltas.of(event);
        if (known == null) {
            throw Refusal.invalid("risk.check.unknownEvent", event);
        }
        if (!known.stages().contains(stage)) {
            throw Refusal.invalid("risk.check.wrongStage", event);
        }
        Map<String, Double> numbers = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        body.forEach((name, value) -> {
            if (known.fields().containsKey(name)) {
                if (value != null) {
                    numbers.put(name, number(name, value));
                }
            } else if (value != null) {
                texts.put(name, text(body, name));
            }
        });
        known.fields().forEach((name, needed) -> {
            if (needed && !numbers.containsKey(name)) {
                throw Refusal.invalid("risk.check.missingField", name);
            }
        });
        return new CheckRequest(stage, taxId, event, numbers, texts, period(event, texts.get("period")));
    }

    String text(String name) {
        return texts.get(name);
    }

    /** When it happens: what the caller says, or now. */
    ZonedDateTime at(Instant now) {
        String said = texts.get("issueTime");
        if (said == null) {
            return now.atZone(YihuClock.CHINA);
        }
        try {
            ZonedDateTime at = OffsetDateTime.parse(said).atZoneSameInstant(YihuClock.CHINA);
            if (Math.abs(at.toInstant().getEpochSecond() - now.getEpochSecond()) > 400L * 86_400) {
                throw Refusal.invalid("risk.check.badTime", said);
            }
            return at;
        } catch (DateTimeException e) {
            throw Refusal.invalid("risk.check.badTime", said);
        }
    }

    private static LocalDate period(String event, String said) {
        if (!event.equals("DECLARATION")) {
            return null;
        }
        try {
            return YearMonth.parse(said == null ? "" : said).atDay(1);
        } catch (DateTimeException e) {
            throw Refusal.invalid("risk.check.missingField", "period");
        }
    }

    private static String text(Map<String, Object> body, String name) {
        Object value = body.get(name);
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        if (value instanceof Map
                || value instanceof Iterable
                || value.toString().length() > LONGEST) {
            throw Refusal.invalid("risk.check.badField", name);
        }
        return value.toString().strip();
    }

    private static double number(String name, Object value) {
        if (value instanceof Number number
                && Double.isFinite(number.doubleValue())
                && Math.abs(number.doubleValue()) <= 1e15) {
            return number.doubleValue();
        }
        throw Refusal.invalid("risk.check.badField", name);
    }
}
