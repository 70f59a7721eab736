package io.yihu.indicator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads one definition file and says what is wrong with it. */
final class DefinitionFile {
    private static final Set<String> UNITS =
            Set.of("ratio", "count", "yuan", "days", "times", "years", "score", "index", "flag");

    private static final Set<String> INDICATOR_FIELDS = Set.of(
            "code",
            "frame",
            "title",
            "formula",
            "noData",
            "unit",
            "direction",
            "stage",
            "months",
            "value",
            "when",
            "hard",
            "warn",
            "high",
            "lowWarn",
            "lowHigh",
            "inclusive",
            "weight",
            "source",
            "evidence");

    private static final Pattern DIVISOR = Pattern.compile("/\\s*([a-z0-9_.]+|\\([^)]*\\))");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private DefinitionFile() {}

    static BaseDefinition base(String module, JsonNode node) {
        known(node, Set.of("name", "title", "sql"));
        JsonNode title = required(node, "title");
        return new BaseDefinition(text(node, "name"), module, text(title, "zh"), text(title, "en"), text(node, "sql"));
    }

    static FrameDefinition frame(String module, JsonNode node) {
        known(node, Set.of("name", "population", "live", "title", "sql"));
        JsonNode title = required(node, "title");
        return new FrameDefinition(
                text(node, "name"),
                module,
                node.path("population").asBoolean(false),
                node.path("live").asString("").equals("stored"),
                text(title, "zh"),
                text(title, "en"),
                text(node, "sql"));
    }

    static IndicatorDefinition indicator(String module, JsonNode node) {
        known(node, INDICATOR_FIELDS);
        JsonNode title = required(node, "title");
        JsonNode formula = required(node, "formula");
        JsonNode noData = required(node, "noData");
        Direction direction = direction(node);
        String unit = text(node, "unit");
        if (!UNITS.contains(unit)) {
            throw new DefinitionFault("unit", "unknown unit " + unit);
        }
        Thresholds thresholds = ordered(new Thresholds(
                direction,
                number(node, "warn"),
                number(node, "high"),
                number(node, "lowWarn"),
                number(node, "lowHigh"),
                node.path("inclusive").asBoolean(false)));
        divisible("value", text(node, "value"), node.has("when") ? text(node, "when") : "");
        if (node.has("hard")) {
            divisible("hard", text(node, "hard"), "");
        }
        return new IndicatorDefinition(
                text(node, "code"),
                module,
                text(node, "frame"),
                text(title, "zh"),
                text(title, "en"),
                text(formula, "zh"),
                text(formula, "en"),
                text(noData, "zh"),
                text(noData, "en"),
                unit,
                text(node, "stage"),
                months(node),
                text(node, "value"),
                optional(node, "when"),
                optional(node, "hard"),
                thresholds,
                required(node, "weight").asDouble(),
                text(node, "evidence"),
                text(node, "source"));
    }

    static FeatureSeries series(String module, JsonNode node) {
        known(node, Set.of("name", "title", "sql", "peers", "measures"));
        JsonNode title = required(node, "title");
        List<FeatureSeries.Measure> measures = required(node, "measures")
                .valueStream()
                .map(one -> {
                    known(one, Set.of("code", "zh", "en", "unit", "fold", "missing"));
                    if (!UNITS.contains(text(one, "unit"))) {
                        throw new DefinitionFault("measures", "unknown unit " + text(one, "unit"));
                    }
                    return new FeatureSeries.Measure(
                            text(one, "code"),
                            text(one, "zh"),
                            text(one, "en"),
                            text(one, "unit"),
                            text(one, "fold").equals("max"),
                            text(one, "missing").equals("zero"));
                })
                .toList();
        return new FeatureSeries(
                text(node, "name"),
                module,
                text(title, "zh"),
                text(title, "en"),
                text(node, "sql"),
                text(node, "peers"),
                measures);
    }

    static List<EvidenceColumn> columns(JsonNode node) {
        return node.propertyStream()
                .map(entry -> new EvidenceColumn(
                        entry.getKey(),
                        text(entry.getValue(), "zh"),
                        text(entry.getValue(), "en"),
                        entry.getValue().path("kind").asString("text")))
                .toList();
    }

    private static JsonNode required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new DefinitionFault(name, name + " is missing");
        }
        return value;
    }

    private static String text(JsonNode node, String name) {
        return required(node, name).asString().strip();
    }

    private static String optional(JsonNode node, String name) {
        return node.has(name) ? text(node, name) : null;
    }

    private static double number(JsonNode node, String name) {
        if (!node.has(name)) {
            return Thresholds.UNSET;
        }
        if (!node.get(name).isNumber()) {
            throw new DefinitionFault(name, name + " is not a number");
        }
        return node.get(name).asDouble();
    }

    private static int months(JsonNode node) {
        JsonNode months = node.path("months");
        if (!months.isMissingNode() && (!months.isInt() || months.asInt() < 0 || months.asInt() > 120)) {
            throw new DefinitionFault("months", "months is not a number of months");
        }
        return months.asInt(0);
    }

    private static Direction direction(JsonNode node) {
        String direction = text(node, "direction");
        return Arrays.stream(Direction.values())
                .filter(one -> one.name().equals(direction))
                .findFirst()
                .orElseThrow(() -> new DefinitionFault("direction", "unknown direction " + direction));
    }

    private static Thresholds ordered(Thresholds t) {
        boolean down = t.direction() == Direction.L;
        if (t.warn() == t.warn() && t.high() == t.high() && (down ? t.high() > t.warn() : t.high() < t.warn())) {
            throw new DefinitionFault("high", "high lies before warn");
        }
        return t;
    }

    /** A division whose divisor nothing speaks of would stop a run at the first zero; {@code when} makes it no data. */
    private static void divisible(String field, String value, String when) {
        Matcher divisor = DIVISOR.matcher(value);
        while (divisor.find()) {
            boolean safe = divisor.group(1).matches("nullif|greatest|[0-9.]+")
                    || NAME.matcher(divisor.group())
                            .results()
                            .anyMatch(name -> when.matches("(?s).*\\b" + name.group() + "\\b.*")
                                    || value.matches("(?s).*\\bwhen [^']*?\\b" + name.group() + "\\b.*? then .*"));
            if (!safe) {
                throw new DefinitionFault(
                        field, "division by " + divisor.group(1) + ", which may be zero: say in when that it is not");
            }
        }
    }

    private static void known(JsonNode node, Set<String> names) {
        node.propertyNames().forEach(name -> {
            if (!names.contains(name)) {
                throw new DefinitionFault(name, "unknown field " + name);
            }
        });
    }
}
