package io.yihu.indicator;

import io.yihu.platform.Display;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.text.DecimalFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Values and evidence cells as people read them: {@code @indicatorText} in templates. */
@Component("indicatorText")
@RequiredArgsConstructor
public class IndicatorText {
    private final MessageSource messages;
    private final Definitions definitions;
    private final Display display;

    public boolean english() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en");
    }

    public String title(String code) {
        return definitions.indicator(code).map(i -> i.title(english())).orElse(code);
    }

    /** Several of them in one line. */
    public String titles(List<String> codes) {
        return codes.stream().map(this::title).collect(Collectors.joining(english() ? ", " : "、"));
    }

    /** What part of the catalogue an indicator belongs to: the letter of its code. */
    public String theme(String code) {
        return code.matches("RI-[A-Z].*") ? code.substring(3, 4) : "";
    }

    /** PRE, MID or POST; empty where the code is unknown. */
    public String stage(String code) {
        return definitions.indicator(code).map(IndicatorDefinition::stage).orElse("");
    }

    public String frame(String name) {
        return definitions.frames().stream()
                .filter(frame -> frame.name().equals(name))
                .map(frame -> english() ? frame.titleEn() : frame.titleZh())
                .findFirst()
                .orElse(name);
    }

    /** A unit of a run in words: the title of its frame or base, else the part. */
    public String unitOfRun(String unit) {
        FrameDefinition frame = definitions.frame(unit);
        if (frame != null) {
            return english() ? frame.titleEn() : frame.titleZh();
        }
        if (unit.matches("[0-9]+")) {
            return messages.getMessage("indicator.run.part", new Object[] {unit}, LocaleContextHolder.getLocale());
        }
        String name = unit.split(" ")[0];
        String number = unit.substring(name.length());
        return definitions.bases().stream()
                .filter(base -> base.name().equals(name))
                .map(base -> english() ? base.titleEn() : base.titleZh())
                .findFirst()
                .or(() -> definitions.series().stream()
                        .filter(series -> series.name().equals(name))
                        .map(series -> english() ? series.titleEn() : series.titleZh())
                        .findFirst())
                .map(title -> title + number)
                .orElse(unit);
    }

    public String unit(String code) {
        return definitions.indicator(code).map(IndicatorDefinition::unit).orElse("index");
    }

    /** A value with its unit; a dash where there is no data. */
    public String value(String unit, Double value) {
        if (value == null || value.isNaN()) {
            return "—";
        }
        Locale locale = LocaleContextHolder.getLocale();
        return switch (unit) {
            case "ratio" -> new DecimalFormat("#,##0.0%").format(value);
            case "flag" -> messages.getMessage(value == 0 ? "indicator.no" : "indicator.yes", null, locale);
            default ->
                messages.getMessage(
                        "indicator.unit." + unit, new Object[] {new DecimalFormat("#,##0.##").format(value)}, locale);
        };
    }

    public String valueOf(String code, Double value) {
        return definitions.indicator(code).map(i -> value(i.unit(), value)).orElseGet(() -> display.decimal(value, 2));
    }

    /** Which way of the value is suspicious, in words and without thresholds. */
    public String direction(Direction direction) {
        return messages.getMessage("indicator.direction." + direction, null, LocaleContextHolder.getLocale());
    }

    /** A cell of an evidence table; known codes are put into words. */
    public String cell(EvidenceColumn column, Object cell) {
        if (cell == null) {
            return "—";
        }
        if (cell instanceof Timestamp time) {
            return display.minute(time.toInstant());
        }
        if (cell instanceof Date date) {
            return column.kind().equals("month")
                    ? display.month(date.toLocalDate())
                    : date.toLocalDate().toString();
        }
        if (column.kind().equals("money") && cell instanceof BigDecimal yuan) {
            return display.yuan(yuan);
        }
        if (cell instanceof Number number) {
            return new DecimalFormat("#,##0.####").format(number);
        }
        String key = "indicator.cell." + column.name() + "." + cell;
        return messages.getMessage(key, null, cell.toString(), LocaleContextHolder.getLocale());
    }

    public boolean numeric(EvidenceColumn column) {
        return column.kind().equals("money") || column.kind().equals("number");
    }
}
