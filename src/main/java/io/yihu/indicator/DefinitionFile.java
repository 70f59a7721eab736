package io.yihu.indicator;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one definition file and says what is wrong with it. */
final class DefinitionFile {
    private static final Set<String> UNITS =
            Set.of("ratio", "count", "yuan", "days", "times", "years", "score", "index", "flag");

    private DefinitionFile() {}

    static FrameDefinition frame(String module, JsonNode node) {
        JsonNode title = required(node, "title");
        return new FrameDefinition(
                text(node, "name"),
                module,
                node.path("population").asBoolean(false),
                text(title, "zh"),
                text(title, "en"),
                text(node, "sql"));
    }

    static IndicatorDefinition indicator(String module, JsonNode node) {
        JsonNode title = required(node, "title");
        JsonNode formula = required(node, "formula");
        JsonNode noData = required(node, "noData");
        Direction direction = Direction.valueOf(text(node, "direction"));
        String unit = text(node, "unit");
        if (!UNITS.contains(unit)) {
            throw new IllegalArgumentException("unknown unit " + unit);
        }
        Thresholds thresholds = new Thresholds(
                direction,
                number(node, "warn"),
                number(node, "high"),
                number(node, "lowWarn"),
                number(node, "lowHigh"),
                node.path("inclusive").asBoolean(false));
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
                text(node, "value"),
                optional(node, "when"),
                optional(node, "hard"),
                thresholds,
                required(node, "weight").asDouble(),
                text(node, "evidence"),
                text(node, "source"));
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
            throw new IllegalArgumentException(name + " is missing");
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
        return node.has(name) ? node.get(name).asDouble() : Thresholds.UNSET;
    }
}
