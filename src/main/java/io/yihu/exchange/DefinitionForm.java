package io.yihu.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A definition as the fields of a form: what each canonical column is made from.
 *
 * <p>Form and text are two views of one thing; what the form does not show stays as the text has it.
 */
@Component
@RequiredArgsConstructor
public class DefinitionForm {
    /** Words that are not listed leave the field empty; a box with nothing in it rejects them. */
    private static final String EMPTY = "∅";

    private static final YAMLMapper YAML = new YAMLMapper();
    private final Feeds feeds;

    /**
     * One canonical column.
     *
     * @param how COLUMN TEXT VALUE SIGN, empty where the column is left unknown
     * @param what source column, pattern of columns, or fixed value
     * @param codes pairs such as {@code 有效发票=NORMAL; 作废发票=VOID}
     */
    public record Field(
            FeedColumn column,
            String how,
            String what,
            String date,
            String thousands,
            String strip,
            String times,
            String codes,
            String otherwise) {}

    /** One canonical feed that each record becomes. */
    public record Part(int index, String feed, List<Field> fields) {}

    /** Empty while the text cannot be read. */
    public List<Part> read(String yaml) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode target : tree(yaml).map(root -> root.path("targets")).orElseGet(YAML::createArrayNode)) {
            String feed = target.path("feed").asString("");
            feeds.load(feed)
                    .ifPresent(load -> parts.add(new Part(
                            parts.size(),
                            feed,
                            load.schema().columns().stream()
                                    .map(column ->
                                            field(column, target.path("columns").path(column.name())))
                                    .toList())));
        }
        return parts;
    }

    /**
     * The definition a person means: a text changed by hand counts as it stands, otherwise what the form says is put in.
     *
     * @param rendered the text the form was made from
     */
    public String merge(String yaml, String rendered, Map<String, String> fields) {
        String text = yaml.replace("\r\n", "\n");
        boolean byHand = rendered != null && !text.equals(rendered.replace("\r\n", "\n"));
        return byHand || same(read(text), fields) ? text : write(text, fields);
    }

    private static boolean same(List<Part> parts, Map<String, String> fields) {
        return parts.stream()
                .allMatch(part -> part.fields().stream()
                        .allMatch(field -> said(field).entrySet().stream()
                                .allMatch(typed -> fields.getOrDefault(
                                                "t" + part.index() + "."
                                                        + field.column().name() + "." + typed.getKey(),
                                                typed.getValue())
                                        .strip()
                                        .equals(typed.getValue()))));
    }

    private static Map<String, String> said(Field field) {
        return Map.of(
                "how", field.how(),
                "what", field.what(),
                "date", field.date(),
                "thousands", field.thousands(),
                "strip", field.strip(),
                "times", field.times(),
                "codes", field.codes(),
                "otherwise", field.otherwise());
    }

    /** The text with what the form says put in. */
    public String write(String yaml, Map<String, String> fields) {
        return tree(yaml)
                .map(root -> {
                    List<Part> parts = read(yaml);
                    int index = 0;
                    for (JsonNode target : root.path("targets")) {
                        if (index < parts.size()
                                && parts.get(index)
                                        .feed()
                                        .equals(target.path("feed").asString(""))
                                && target.path("columns") instanceof ObjectNode columns) {
                            put(parts.get(index), columns, fields);
                            index++;
                        }
                    }
                    return text(root);
                })
                .orElse(yaml);
    }

    /** One more feed made from each record, its columns still to be filled in. */
    public String withFeed(String yaml, String feed) {
        FeedSchema schema = feeds.requireLoad(feed).schema();
        return tree(yaml)
                .filter(root -> root.path("targets").isArray())
                .map(root -> {
                    ObjectNode target = ((ArrayNode) root.path("targets")).addObject();
                    target.put("feed", feed);
                    ObjectNode columns = target.putObject("columns");
                    schema.columns().stream()
                            .filter(FeedColumn::required)
                            .forEach(column -> columns.put(column.name(), ""));
                    return text(root);
                })
                .orElse(yaml);
    }

    private static Field field(FeedColumn column, JsonNode rule) {
        String how = rule.isString() || rule.has("from")
                ? "COLUMN"
                : rule.has("value") ? "VALUE" : rule.has("sign") ? "SIGN" : rule.has("text") ? "TEXT" : "";
        String what = rule.isString() ? rule.stringValue() : "";
        for (String key : List.of("from", "value", "sign", "text")) {
            what = rule.has(key) ? rule.path(key).asString("") : what;
        }
        JsonNode number = rule.path("number");
        List<String> strip = new ArrayList<>();
        number.path("strip").forEach(word -> strip.add(word.asString("")));
        List<String> codes = new ArrayList<>();
        rule.path("codes")
                .properties()
                .forEach(code -> codes.add(code.getKey() + "=" + code.getValue().asString("")));
        return new Field(
                column,
                how,
                what,
                rule.path("date").asString(""),
                number.path("thousands").asString(""),
                String.join(" ", strip),
                number.path("times").asString(""),
                String.join("; ", codes),
                rule.has("otherwise") && rule.path("otherwise").asString("").isEmpty()
                        ? EMPTY
                        : rule.path("otherwise").asString(""));
    }

    private static void put(Part part, ObjectNode columns, Map<String, String> fields) {
        for (Field field : part.fields()) {
            String name = field.column().name();
            String at = "t" + part.index() + "." + name + ".";
            String how = fields.get(at + "how");
            if (how == null) {
                continue;
            }
            if (how.isEmpty()) {
                columns.remove(name);
                continue;
            }
            ObjectNode rule = rule(how, at, fields);
            if (columns.path(name).has("unknown")) {
                rule.set("unknown", columns.path(name).path("unknown"));
            }
            if (how.equals("COLUMN") && rule.size() == 1) {
                columns.put(name, said(fields, at + "what"));
            } else {
                columns.set(name, rule);
            }
        }
    }

    private static ObjectNode rule(String how, String at, Map<String, String> fields) {
        ObjectNode rule = YAML.createObjectNode();
        String key = switch (how) {
            case "VALUE" -> "value";
            case "SIGN" -> "sign";
            case "TEXT" -> "text";
            default -> "from";
        };
        rule.put(key, said(fields, at + "what"));
        if (!said(fields, at + "date").isEmpty()) {
            rule.put("date", said(fields, at + "date"));
        }
        number(rule, at, fields);
        ObjectNode codes = YAML.createObjectNode();
        for (String pair : said(fields, at + "codes").split("[;；\\n]")) {
            int equals = pair.lastIndexOf('=');
            if (equals > 0) {
                codes.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        if (!codes.isEmpty()) {
            rule.set("codes", codes);
        }
        String otherwise = said(fields, at + "otherwise");
        if (!otherwise.isEmpty()) {
            rule.put("otherwise", otherwise.equals(EMPTY) ? "" : otherwise);
        }
        return rule;
    }

    private static void number(ObjectNode rule, String at, Map<String, String> fields) {
        ObjectNode number = YAML.createObjectNode();
        if (!said(fields, at + "thousands").isEmpty()) {
            number.put("thousands", said(fields, at + "thousands"));
        }
        if (!said(fields, at + "strip").isEmpty()) {
            ArrayNode strip = number.putArray("strip");
            for (String word : said(fields, at + "strip").split("\\s+")) {
                strip.add(word);
            }
        }
        if (said(fields, at + "times").matches("[1-9]")) {
            number.put("times", Integer.parseInt(said(fields, at + "times")));
        }
        if (!number.isEmpty()) {
            rule.set("number", number);
        }
    }

    private static String said(Map<String, String> fields, String key) {
        return fields.getOrDefault(key, "").strip();
    }

    private static Optional<JsonNode> tree(String yaml) {
        try {
            return Optional.of(YAML.readTree(yaml)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode root) {
        return YAML.writeValueAsString(root).replaceFirst("^---\\s*\n", "");
    }
}
