package io.yihu.taxpayer.resolve;

import io.yihu.platform.Refusal;
import io.yihu.taxpayer.resolve.field.FieldKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Which columns of a file are which kind of field.
 *
 * @param key column that names the records, null for the line number
 * @param link probability from which a pair is linked, NaN to derive it from the file; likewise {@code queue}
 */
public record ResolveDefinition(String code, String key, Format format, List<Spec> fields, double link, double queue) {
    /** Definitions of this command first, then those of the import. */
    private static final List<String> FOLDERS = List.of("/definitions/taxpayer/resolve/", "/definitions/exchange/");

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");
    private static final YAMLMapper YAML = new YAMLMapper();
    /** Kinds of the canonical feeds' columns, for definitions that map a file to one of them. */
    private static final Map<String, FieldKind> CANONICAL = Map.ofEntries(
            Map.entry("registrations.name", FieldKind.ORGANIZATION),
            Map.entry("registrations.tax_id", FieldKind.CODE),
            Map.entry("registrations.uscc", FieldKind.CODE),
            Map.entry("registrations.legacy_tax_id", FieldKind.CODE),
            Map.entry("registrations.address", FieldKind.ADDRESS),
            Map.entry("registrations.phone", FieldKind.PHONE),
            Map.entry("registrations.email", FieldKind.MAIL),
            Map.entry("registrations.register_date", FieldKind.DATE),
            Map.entry("registrations.business_scope", FieldKind.TEXT),
            Map.entry("persons.name", FieldKind.PERSON),
            Map.entry("persons.id_number", FieldKind.CODE),
            Map.entry("persons.birth", FieldKind.DATE),
            Map.entry("persons.sex", FieldKind.WORD),
            Map.entry("persons.phone", FieldKind.PHONE));

    /** How the file is written; null to detect. */
    public record Format(String charset, String separator, String sheet) {
        static final Format DETECT = new Format(null, null, null);
    }

    /** One field, out of one or several columns that are read one after the other. */
    public record Spec(String name, FieldKind kind, List<String> columns) {}

    /** A definition of the application by its code, or a file of the user's by its path. */
    static ResolveDefinition load(String codeOrPath) {
        Path path = Path.of(codeOrPath);
        try {
            if (Files.isRegularFile(path)) {
                return parse(Files.readString(path));
            }
            if (codeOrPath.matches("[a-z][a-z0-9-]*")) {
                for (String folder : FOLDERS) {
                    try (InputStream in = ResolveDefinition.class.getResourceAsStream(folder + codeOrPath + ".yaml")) {
                        if (in != null) {
                            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw Refusal.invalid("taxpayer.resolve.unreadable", codeOrPath);
        }
        throw Refusal.invalid("taxpayer.resolve.noDefinition", codeOrPath);
    }

    static ResolveDefinition parse(String yaml) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JacksonException e) {
            throw Refusal.invalid("taxpayer.resolve.yaml", e.getOriginalMessage());
        }
        JsonNode format = root.path("format");
        List<Spec> fields = root.has("targets") ? mapped(root.path("targets")) : fields(root.path("fields"));
        if (fields.isEmpty()) {
            throw Refusal.invalid("taxpayer.resolve.noFields");
        }
        return new ResolveDefinition(
                text(root, "code"),
                root.has("targets") ? mappedKey(root.path("targets")) : text(root, "key"),
                new Format(text(format, "charset"), text(format, "separator"), text(format, "sheet")),
                fields,
                number(root, "link"),
                number(root, "queue"));
    }

    private static List<Spec> fields(JsonNode nodes) {
        List<Spec> fields = new ArrayList<>();
        for (var entry : nodes.properties()) {
            JsonNode node = entry.getValue();
            String kind = node.isString() ? node.stringValue() : text(node, "kind");
            List<String> columns = new ArrayList<>();
            for (JsonNode column : node.path("columns")) {
                columns.add(column.asString());
            }
            String single = node.isString() ? null : text(node, "column");
            if (columns.isEmpty()) {
                columns.add(single == null ? entry.getKey() : single);
            }
            fields.add(new Spec(entry.getKey(), kind(kind, entry.getKey()), List.copyOf(columns)));
        }
        return fields;
    }

    private static FieldKind kind(String kind, String field) {
        try {
            return FieldKind.of(kind == null ? "" : kind);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("taxpayer.resolve.kind", field, kind == null ? "" : kind);
        }
    }

    /** The mapping of a feed (see the definitions of the import): columns that stand for a canonical one are its fields. */
    private static List<Spec> mapped(JsonNode targets) {
        List<Spec> fields = new ArrayList<>();
        JsonNode target = entities(targets);
        for (var entry : target.path("columns").properties()) {
            FieldKind kind = CANONICAL.get(text(target, "feed") + "." + entry.getKey());
            List<String> columns = sources(entry.getValue());
            if (kind != null && !columns.isEmpty()) {
                fields.add(new Spec(entry.getKey(), kind, columns));
            }
        }
        return fields;
    }

    /** Of several feeds out of one file the one that speaks of enterprises or people. */
    private static JsonNode entities(JsonNode targets) {
        for (JsonNode target : targets) {
            String feed = text(target, "feed");
            if ("registrations".equals(feed) || "persons".equals(feed)) {
                return target;
            }
        }
        return targets.path(0);
    }

    private static String mappedKey(JsonNode targets) {
        JsonNode columns = entities(targets).path("columns");
        List<String> key = sources(columns.has("reg_serial") ? columns.path("reg_serial") : columns.path("person_no"));
        return key.isEmpty() ? null : key.get(0);
    }

    /** Columns of the file behind a rule of the mapping: a name, {@code from}, or those a {@code text} puts together. */
    private static List<String> sources(JsonNode rule) {
        String single = rule.isString() ? rule.stringValue() : text(rule, "from");
        String text = text(rule, "text");
        if (single != null || text == null) {
            return single == null ? List.of() : List.of(single);
        }
        return COLUMN.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isValueNode() && !value.isNull() ? value.asString() : null;
    }

    private static double number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Double.NaN;
        }
        if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() > 1) {
            throw Refusal.invalid("taxpayer.resolve.threshold", key);
        }
        return value.doubleValue();
    }
}
