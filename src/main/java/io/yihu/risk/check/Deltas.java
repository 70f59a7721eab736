package io.yihu.risk.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What an event does to the indicators it touches, declared in {@code definitions/risk/deltas}. */
@Component
class Deltas {
    private final Map<String, Event> events = new TreeMap<>();

    /**
     * A kind of event.
     *
     * @param stages PRE, MID, POST it may be asked in
     * @param fields numbers the caller gives, with whether they are needed
     * @param formulas by indicator code, a hard rule as {@code <code>!}
     */
    record Event(String code, List<String> stages, Map<String, Boolean> fields, Map<String, Formula> formulas) {}

    Deltas() {
        YAMLMapper yaml = new YAMLMapper();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath:definitions/risk/deltas/*.yaml")) {
                try (InputStream in = file.getInputStream()) {
                    Event event = event(yaml.readTree(in));
                    events.put(event.code(), event);
                } catch (RuntimeException e) {
                    throw new IllegalStateException(file.getFilename() + ": " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Event of(String code) {
        return events.get(code);
    }

    Map<String, Event> all() {
        return events;
    }

    private static Event event(JsonNode node) {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        node.path("fields")
                .propertyStream()
                .forEach(field ->
                        fields.put(field.getKey(), field.getValue().asString("").equals("required")));
        Map<String, Formula> formulas = new LinkedHashMap<>();
        node.path("deltas")
                .propertyStream()
                .forEach(delta -> formulas.put(
                        delta.getKey(), new Formula(delta.getValue().asString())));
        return new Event(
                node.get("event").asString(),
                node.get("stages").valueStream().map(JsonNode::asString).toList(),
                fields,
                formulas);
    }
}
