package io.yihu.risk.model;

import io.yihu.indicator.IndicatorText;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Row;
import io.yihu.risk.model.ModelSpec.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What is different between two versions, field by field, in words. */
@Component
@RequiredArgsConstructor
public class SpecDiff {
    private final IndicatorText text;
    private final MessageSource messages;

    /** One field that differs; {@code before} null: added, {@code after} null: removed. */
    public record Change(String part, String field, String before, String after) {}

    public List<Change> of(ModelSpec before, ModelSpec after) {
        Map<String, Map<String, String>> old = flat(before);
        Map<String, Map<String, String>> fresh = flat(after);
        Set<String> parts = new LinkedHashSet<>(old.keySet());
        parts.addAll(fresh.keySet());
        List<Change> changes = new ArrayList<>();
        for (String part : parts) {
            Map<String, String> was = old.getOrDefault(part, Map.of());
            Map<String, String> is = fresh.getOrDefault(part, Map.of());
            Set<String> fields = new LinkedHashSet<>(was.keySet());
            fields.addAll(is.keySet());
            for (String field : fields) {
                if (!Objects.equals(was.get(field), is.get(field))) {
                    changes.add(new Change(part, message("risk.field." + field), was.get(field), is.get(field)));
                }
            }
        }
        return changes;
    }

    private Map<String, Map<String, String>> flat(ModelSpec spec) {
        Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        if (spec == null) {
            return parts;
        }
        Map<String, String> head = new LinkedHashMap<>();
        head.put("title", spec.titleZh());
        head.put("lowFrom", plain(spec.lowFrom()));
        head.put("mediumFrom", plain(spec.mediumFrom()));
        head.put("highFrom", plain(spec.highFrom()));
        head.put("coolDown", plain((double) spec.coolDown()));
        head.put("approvals", plain((double) spec.approvals()));
        head.put("bound", plain(spec.bound()));
        parts.put(message("risk.field.head"), head);
        for (Line line : spec.lines()) {
            parts.put(line.code() + " " + text.title(line.code()), line(line));
        }
        for (Rule rule : spec.rules()) {
            parts.put(CompiledModel.RULE + rule.name(), rule(rule));
        }
        return parts;
    }

    private Map<String, String> line(Line line) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "warn", line.code(), line.warn());
        put(fields, "high", line.code(), line.high());
        put(fields, "lowWarn", line.code(), line.lowWarn());
        put(fields, "lowHigh", line.code(), line.lowHigh());
        fields.put("inclusive", yes(line.inclusive()));
        fields.put("weight", plain(line.weight()));
        fields.put("hard", yes(line.hard()));
        StringBuilder overrides = new StringBuilder();
        for (ModelSpec.Override o : line.overrides()) {
            overrides
                    .append(overrides.isEmpty() ? "" : "; ")
                    .append(message(
                            "risk.field.override",
                            o.industry().isEmpty() ? "*" : o.industry(),
                            o.division().isEmpty() ? "*" : o.division(),
                            value(line.code(), o.warn()),
                            value(line.code(), o.high()),
                            o.weight() == null ? "—" : plain(o.weight())));
        }
        if (!overrides.isEmpty()) {
            fields.put("overrides", overrides.toString());
        }
        return fields;
    }

    private Map<String, String> rule(Rule rule) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("effect", message("risk.effect." + rule.effect()));
        fields.put("amount", plain(rule.amount()));
        StringBuilder tree = new StringBuilder();
        for (Row row : rule.rows()) {
            tree.append(tree.isEmpty() ? "" : "\n")
                    .append("　".repeat(row.depth()))
                    .append(words(row));
        }
        fields.put("rows", tree.toString());
        return fields;
    }

    /** A row of a tree as a sentence. */
    public String words(Row row) {
        return switch (row.kind()) {
            case ALL, ANY, NOT -> message("risk.kind." + row.kind());
            case COMPARE ->
                named(row.code()) + " " + message("risk.op." + row.op()) + " " + value(row.code(), row.value());
            case AGAINST ->
                named(row.code()) + " " + message("risk.op." + row.op()) + " "
                        + plain(row.value() == null ? 1 : row.value()) + " × " + named(row.other());
            case MISSING -> message("risk.words.MISSING", named(row.code()));
            case EVENT -> message("risk.words.EVENT", plain(row.value()), message("risk.item." + row.code()));
            case HITS -> message("risk.words.HITS", plain(row.value()));
            case RULE -> message("risk.words.RULE", row.code());
        };
    }

    private String named(String code) {
        return code + " " + text.title(code);
    }

    private void put(Map<String, String> fields, String field, String code, Double value) {
        if (value != null) {
            fields.put(field, value(code, value));
        }
    }

    private String value(String code, Double value) {
        return value == null ? "—" : text.valueOf(code, value);
    }

    private String yes(boolean value) {
        return message(value ? "indicator.yes" : "indicator.no");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
