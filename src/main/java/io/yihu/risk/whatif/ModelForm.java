package io.yihu.risk.whatif;

import io.yihu.indicator.Direction;
import io.yihu.indicator.IndicatorText;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Row;
import io.yihu.risk.model.ModelSpec.Rule;
import io.yihu.risk.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model as it stands in the form: what was typed stays, usable or not. */
public record ModelForm(Map<String, String> head, List<FormLine> lines, List<FormRule> rules) {
    private static final List<String> HEAD = List.of(
            "titleZh", "titleEn", "lowFrom", "mediumFrom", "highFrom", "coolDown", "approvals", "bound", "note");
    private static final int MOST = 400;

    /** A line of the scorecard. */
    public record FormLine(Map<String, String> f, List<Map<String, String>> overrides) {
        /** Whether anything of it reads differently from the live line; a line that is new does. */
        public boolean differs(FormLine live) {
            return !live.overrides.equals(overrides) || live.f.keySet().stream().anyMatch(name -> differs(live, name));
        }

        /** Whether one field reads differently from the live line, where there is one. */
        public boolean differs(FormLine live, String name) {
            return live != null
                    && !live.f
                            .getOrDefault(name, "")
                            .equals(f.getOrDefault(name, "").strip());
        }
    }

    /** A rule with its rows. */
    public record FormRule(Map<String, String> f, List<Map<String, String>> rows) {}

    /** What the browser sent. */
    public static ModelForm of(Map<String, String[]> sent) {
        Map<String, String> head = new LinkedHashMap<>();
        HEAD.forEach(name -> head.put(name, first(sent, name)));
        List<FormLine> lines = new ArrayList<>();
        group(sent, "l")
                .forEach((i, f) -> lines.add(new FormLine(
                        f, new ArrayList<>(group(sent, "l." + i + ".o").values()))));
        List<FormRule> rules = new ArrayList<>();
        group(sent, "r")
                .forEach((i, f) -> rules.add(new FormRule(
                        f, new ArrayList<>(group(sent, "r." + i + ".w").values()))));
        return new ModelForm(head, lines, rules);
    }

    private static String first(Map<String, String[]> sent, String name) {
        String[] values = sent.get(name);
        return values == null || values.length == 0 ? "" : values[values.length - 1];
    }

    /** Fields {@code prefix.<number>.<name>} by number. */
    private static Map<Integer, Map<String, String>> group(Map<String, String[]> sent, String prefix) {
        Map<Integer, Map<String, String>> found = new TreeMap<>();
        sent.forEach((name, values) -> {
            if (name.startsWith(prefix + ".")) {
                String[] parts = name.substring(prefix.length() + 1).split("\\.");
                if (parts.length == 2 && parts[0].matches("\\d{1,4}") && found.size() < MOST) {
                    found.computeIfAbsent(Integer.valueOf(parts[0]), n -> new LinkedHashMap<>())
                            .put(parts[1], values[values.length - 1]);
                }
            }
        });
        return found;
    }

    public static ModelForm of(ModelSpec spec, String note, IndicatorText text) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("titleZh", spec.titleZh());
        head.put("titleEn", spec.titleEn());
        head.put("lowFrom", Typed.text(spec.lowFrom(), "score"));
        head.put("mediumFrom", Typed.text(spec.mediumFrom(), "score"));
        head.put("highFrom", Typed.text(spec.highFrom(), "score"));
        head.put("coolDown", "" + spec.coolDown());
        head.put("approvals", "" + spec.approvals());
        head.put("bound", Typed.text(spec.bound(), "ratio"));
        head.put("note", note == null ? "" : note);
        return new ModelForm(
                head,
                new ArrayList<>(
                        spec.lines().stream().map(line -> line(line, text)).toList()),
                new ArrayList<>(
                        spec.rules().stream().map(rule -> rule(rule, text)).toList()));
    }

    public static FormLine line(Line line, IndicatorText text) {
        String unit = text.unit(line.code());
        Map<String, String> f = new LinkedHashMap<>();
        f.put("code", line.code());
        f.put("direction", line.direction().name());
        f.put("warn", Typed.text(line.warn(), unit));
        f.put("high", Typed.text(line.high(), unit));
        f.put("lowWarn", Typed.text(line.lowWarn(), unit));
        f.put("lowHigh", Typed.text(line.lowHigh(), unit));
        f.put("inclusive", line.inclusive() ? "on" : "");
        f.put("weight", Typed.text(line.weight(), "score"));
        f.put("hard", line.hard() ? "on" : "");
        List<Map<String, String>> overrides = new ArrayList<>();
        for (ModelSpec.Override o : line.overrides()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("industry", o.industry());
            row.put("division", o.division());
            row.put("warn", Typed.text(o.warn(), unit));
            row.put("high", Typed.text(o.high(), unit));
            row.put("weight", Typed.text(o.weight(), "score"));
            overrides.add(row);
        }
        return new FormLine(f, overrides);
    }

    private static FormRule rule(Rule rule, IndicatorText text) {
        Map<String, String> f = new LinkedHashMap<>();
        f.put("name", rule.name());
        f.put("effect", rule.effect().name());
        f.put("amount", Typed.text(rule.amount(), "score"));
        List<Map<String, String>> rows = new ArrayList<>();
        for (Row row : rule.rows()) {
            String unit = row.kind() == ModelSpec.Kind.COMPARE ? text.unit(row.code()) : "times";
            rows.add(row(
                    row.depth(), row.kind().name(), row.code(), row.op(), Typed.text(row.value(), unit), row.other()));
        }
        return new FormRule(f, rows);
    }

    static Map<String, String> row(int depth, String kind, String code, String op, String value, String other) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("depth", "" + depth);
        row.put("kind", kind);
        row.put("code", code == null ? "" : code);
        row.put("op", op == null ? "GT" : op);
        row.put("value", value == null ? "" : value);
        row.put("other", other == null ? "" : other);
        return row;
    }

    /** The document, with every field that cannot be used named in {@code problems}. */
    public ModelSpec spec(IndicatorText text, List<Problem> problems) {
        return new ModelSpec(
                head.get("titleZh").strip(),
                head.getOrDefault("titleEn", "").isBlank()
                        ? head.get("titleZh").strip()
                        : head.get("titleEn").strip(),
                needed("lowFrom", "score", problems),
                needed("mediumFrom", "score", problems),
                needed("highFrom", "score", problems),
                (int) needed("coolDown", "score", problems),
                (int) needed("approvals", "score", problems),
                needed("bound", "ratio", problems),
                lines.stream().map(line -> line(line, text, problems)).toList(),
                rules.stream().map(rule -> rule(rule, text, problems)).toList());
    }

    private double needed(String name, String unit, List<Problem> problems) {
        Double value = Typed.number(head.get(name), unit, "§" + name, problems);
        if (value == null && (head.get(name) == null || head.get(name).isBlank())) {
            problems.add(new Problem("risk.form.missing", "§" + name));
        }
        return value == null ? 0 : value;
    }

    private static Line line(FormLine line, IndicatorText text, List<Problem> problems) {
        Map<String, String> f = line.f();
        String code = f.getOrDefault("code", "");
        String unit = text.unit(code);
        Double weight = Typed.number(f.get("weight"), "score", code, problems);
        if (weight == null) {
            problems.add(new Problem("risk.spec.weight", code));
        }
        return new Line(
                code,
                Direction.valueOf(f.getOrDefault("direction", "H").matches("[HLOB]") ? f.get("direction") : "H"),
                Typed.number(f.get("warn"), unit, code, problems),
                Typed.number(f.get("high"), unit, code, problems),
                Typed.number(f.get("lowWarn"), unit, code, problems),
                Typed.number(f.get("lowHigh"), unit, code, problems),
                on(f, "inclusive"),
                weight == null ? 0 : weight,
                on(f, "hard"),
                line.overrides().stream()
                        .map(o -> new ModelSpec.Override(
                                o.get("industry"),
                                o.get("division"),
                                Typed.number(o.get("warn"), unit, code, problems),
                                Typed.number(o.get("high"), unit, code, problems),
                                null,
                                null,
                                Typed.number(o.get("weight"), "score", code, problems)))
                        .toList());
    }

    private static Rule rule(FormRule rule, IndicatorText text, List<Problem> problems) {
        String name = rule.f().getOrDefault("name", "").strip();
        Double amount = Typed.number(rule.f().get("amount"), "score", name, problems);
        return new Rule(
                name,
                one(ModelSpec.Effect.class, rule.f().get("effect"), ModelSpec.Effect.POINTS),
                amount == null ? 0 : amount,
                rule.rows().stream().map(row -> row(row, name, text, problems)).toList());
    }

    private static Row row(Map<String, String> row, String rule, IndicatorText text, List<Problem> problems) {
        ModelSpec.Kind kind = one(ModelSpec.Kind.class, row.get("kind"), ModelSpec.Kind.COMPARE);
        String code = blank(row.get("code"));
        String unit = kind == ModelSpec.Kind.COMPARE && code != null ? text.unit(code) : "times";
        String depth = row.getOrDefault("depth", "0");
        return new Row(
                depth.matches("\\d") ? Integer.parseInt(depth) : 0,
                kind,
                code,
                row.getOrDefault("op", "GT").matches("GT|GE|LT|LE|EQ|NE") ? row.get("op") : "GT",
                Typed.number(row.get("value"), unit, rule, problems),
                blank(row.get("other")));
    }

    private static boolean on(Map<String, String> f, String name) {
        return f.get(name) != null && !f.get(name).isBlank();
    }

    private static String blank(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static <E extends Enum<E>> E one(Class<E> type, String value, E usual) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(value)) {
                return each;
            }
        }
        return usual;
    }
}
