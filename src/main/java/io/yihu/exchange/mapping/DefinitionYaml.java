package io.yihu.exchange.mapping;

import io.yihu.exchange.mapping.ColumnRule.NumberForm;
import io.yihu.exchange.mapping.ColumnRule.Piece;
import io.yihu.exchange.reading.ReadOptions;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a definition; what it does not understand it refuses with the place in the file. */
public final class DefinitionYaml {
    private static final int LONGEST = 64 << 10;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,60}");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
    private static final YAMLMapper YAML = new YAMLMapper();

    private DefinitionYaml() {}

    /** The definition cannot be used; the message is {@code exchange.definition.<reason>}. */
    public static class Unusable extends RuntimeException {
        private final String place;

        Unusable(String reason, String place) {
            super(reason);
            this.place = place;
        }

        public String place() {
            return place;
        }
    }

    public static FeedDefinition read(String yaml, int version) {
        if (yaml.length() > LONGEST) {
            throw new Unusable("too_long", "");
        }
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Unusable("yaml", at == null ? "" : at.getLineNr() + ":" + at.getColumnNr());
        }
        known(root, "", "code", "title", "source", "format", "targets");
        String code = text(root, "code", "");
        if (code == null || !CODE.matcher(code).matches()) {
            throw new Unusable("code", "code");
        }
        JsonNode title = root.path("title");
        known(title, "title", "zh", "en");
        String titleZh = title.isString() ? title.stringValue() : text(title, "zh", "title");
        JsonNode format = root.path("format");
        known(format, "format", "charset", "separator", "sheet");
        String separator = text(format, "separator", "format");
        if (separator != null && !separator.equals(ReadOptions.BLANK) && separator.length() != 1) {
            throw new Unusable("separator", "format.separator");
        }
        List<FeedDefinition.Target> targets = new ArrayList<>();
        for (JsonNode target : list(root, "targets", "")) {
            targets.add(target(target, "targets[" + targets.size() + "]"));
        }
        if (targets.isEmpty()) {
            throw new Unusable("missing", "targets");
        }
        return new FeedDefinition(
                code,
                version,
                titleZh == null ? code : titleZh,
                title.isString() || !title.has("en") ? code : text(title, "en", "title"),
                text(root, "source", ""),
                new ReadOptions(text(format, "charset", "format"), separator, text(format, "sheet", "format")),
                List.copyOf(targets),
                false);
    }

    private static FeedDefinition.Target target(JsonNode node, String place) {
        known(node, place, "feed", "where", "columns", "repeats", "firstOnly");
        String feed = text(node, "feed", place);
        if (feed == null) {
            throw new Unusable("missing", place + ".feed");
        }
        List<FeedDefinition.Condition> where = new ArrayList<>();
        for (JsonNode condition : list(node, "where", place)) {
            String at = place + ".where[" + where.size() + "]";
            known(condition, at, "column", "in", "notIn");
            String column = text(condition, "column", at);
            boolean in = condition.has("in");
            if (column == null || in == condition.has("notIn")) {
                throw new Unusable("missing", at);
            }
            where.add(new FeedDefinition.Condition(column, words(condition, in ? "in" : "notIn", at), in));
        }
        JsonNode columnNodes = node.path("columns");
        if (!columnNodes.isObject()) {
            throw new Unusable("missing", place + ".columns");
        }
        Map<String, ColumnRule> columns = new LinkedHashMap<>();
        for (var entry : columnNodes.properties()) {
            columns.put(entry.getKey(), rule(entry.getValue(), place + ".columns." + entry.getKey()));
        }
        return new FeedDefinition.Target(
                feed,
                List.copyOf(where),
                columns,
                node.has("repeats") ? repeats(node.path("repeats"), place + ".repeats") : null,
                node.path("firstOnly").asBoolean(false));
    }

    private static FeedDefinition.Repeats repeats(JsonNode node, String place) {
        known(node, place, "over", "column", "suffix");
        String column = text(node, "column", place);
        Set<String> over = words(node, "over", place);
        if (column == null || over.isEmpty()) {
            throw new Unusable("missing", place);
        }
        String suffix = text(node, "suffix", place);
        return new FeedDefinition.Repeats(List.copyOf(over), column, suffix == null ? "#" : suffix);
    }

    private static ColumnRule rule(JsonNode node, String place) {
        if (node.isString()) {
            return ColumnRule.rename(node.stringValue());
        }
        known(node, place, "from", "text", "value", "sign", "date", "number", "codes", "otherwise", "unknown");
        Map<String, String> codes = new LinkedHashMap<>();
        for (var entry : node.path("codes").properties()) {
            codes.put(entry.getKey(), entry.getValue().asString());
        }
        return new ColumnRule(
                pieces(node, place),
                node.has("sign"),
                node.has("date") ? date(text(node, "date", place), place) : null,
                node.has("number") ? number(node.path("number"), place + ".number") : null,
                codes,
                text(node, "otherwise", place),
                words(node, "unknown", place));
    }

    private static List<Piece> pieces(JsonNode node, String place) {
        if (node.has("value")) {
            return List.of(new Piece(null, text(node, "value", place)));
        }
        String column = node.has("sign") ? text(node, "sign", place) : text(node, "from", place);
        if (column != null) {
            return List.of(new Piece(column, null));
        }
        String template = text(node, "text", place);
        if (template == null) {
            throw new Unusable("missing", place);
        }
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PLACE.matcher(template);
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                pieces.add(new Piece(null, template.substring(from, matcher.start())));
            }
            pieces.add(new Piece(matcher.group(1), null));
            from = matcher.end();
        }
        if (from < template.length()) {
            pieces.add(new Piece(null, template.substring(from)));
        }
        return List.copyOf(pieces);
    }

    private static NumberForm number(JsonNode node, String place) {
        known(node, place, "decimal", "thousands", "strip", "times");
        String decimal = text(node, "decimal", place);
        String thousands = text(node, "thousands", place);
        return new NumberForm(
                decimal == null ? "." : decimal,
                thousands == null ? "" : thousands,
                List.copyOf(words(node, "strip", place)),
                node.path("times").asInt(0));
    }

    private static DateTimeFormatter date(String pattern, String place) {
        try {
            return Dates.form(pattern);
        } catch (IllegalArgumentException e) {
            throw new Unusable("date", place + ".date");
        }
    }

    private static String text(JsonNode node, String key, String place) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new Unusable("not_text", join(place, key));
        }
        return value.asString();
    }

    private static Iterable<JsonNode> list(JsonNode node, String key, String place) {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isArray()) {
            throw new Unusable("not_list", join(place, key));
        }
        return value;
    }

    private static Set<String> words(JsonNode node, String key, String place) {
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode word : list(node, key, place)) {
            words.add(word.asString());
        }
        return words;
    }

    private static void known(JsonNode node, String place, String... keys) {
        if (node.isString() || node.isMissingNode()) {
            return;
        }
        if (!node.isObject()) {
            throw new Unusable("not_object", place);
        }
        for (var entry : node.properties()) {
            if (!List.of(keys).contains(entry.getKey())) {
                throw new Unusable("unknown_key", join(place, entry.getKey()));
            }
        }
    }

    private static String join(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
