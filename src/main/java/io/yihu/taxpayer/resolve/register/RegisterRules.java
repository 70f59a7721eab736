package io.yihu.taxpayer.resolve.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The switchable rules of evidence with their scores and thresholds. */
public record RegisterRules(Map<String, Double> scores, double link, double queue, double name, double like) {
    private static final String SOURCE = "/definitions/taxpayer/resolve/register.rules.yaml";

    /** As the application ships them; read once. */
    public static RegisterRules standard() {
        return Shipped.RULES;
    }

    private static final class Shipped {
        static final RegisterRules RULES = read();
    }

    private static RegisterRules read() {
        try (InputStream in = RegisterRules.class.getResourceAsStream(SOURCE)) {
            return of(new YAMLMapper().readTree(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RegisterRules of(JsonNode root) {
        Map<String, Double> scores = new HashMap<>();
        for (var entry : root.path("rules").properties()) {
            if (entry.getValue().path("on").asBoolean(true)) {
                scores.put(entry.getKey(), entry.getValue().path("score").asDouble());
            }
        }
        return new RegisterRules(
                Map.copyOf(scores),
                root.path("link").asDouble(),
                root.path("queue").asDouble(),
                root.path("name").asDouble(),
                root.path("like").asDouble());
    }

    /** The same rules but one. */
    RegisterRules without(String rule) {
        Map<String, Double> others = new HashMap<>(scores);
        others.remove(rule);
        return new RegisterRules(Map.copyOf(others), link, queue, name, like);
    }

    boolean on(String rule) {
        return scores.containsKey(rule);
    }

    double score(String rule) {
        return scores.get(rule);
    }

    String outcome(double score) {
        return score >= link ? "LINKED" : score >= queue ? "QUEUED" : "APART";
    }
}
