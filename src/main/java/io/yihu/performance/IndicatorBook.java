package io.yihu.performance;

import io.yihu.performance.PerformanceIndicator.Aggregate;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All indicators of the appraisal, in order of their codes; a new file is a new indicator. */
@Component
public class IndicatorBook {
    private final List<PerformanceIndicator> indicators;

    IndicatorBook() throws IOException {
        List<PerformanceIndicator> read = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:definitions/performance/*.yaml")) {
            read.add(indicator(file.getContentAsString(StandardCharsets.UTF_8)));
        }
        read.sort(Comparator.comparing(PerformanceIndicator::code));
        indicators = List.copyOf(read);
    }

    public List<PerformanceIndicator> all() {
        return indicators;
    }

    public PerformanceIndicator byCode(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    static PerformanceIndicator indicator(String yaml) {
        JsonNode node = new YAMLMapper().readTree(yaml);
        JsonNode function = node.required("function");
        String kind = function.required("kind").asString();
        return new PerformanceIndicator(
                node.required("code").asString(),
                1,
                bothLanguages(node.required("title")),
                bothLanguages(node.required("formula")),
                Aggregate.valueOf(node.required("aggregate").asString()),
                node.required("weight").asDouble(),
                kind,
                function(kind, function),
                strings(node.required("levels")),
                strings(node.path("linked")),
                node.has("missing") ? bothLanguages(node.required("missing")) : Map.of(),
                node.required("source").asString(),
                node.has("missing") ? null : node.required("units").asString(),
                digest(yaml));
    }

    private static ScoreFunction function(String kind, JsonNode node) {
        return switch (kind) {
            case "SF1" -> new ScoreFunction.HigherIsBetter(number(node, "floor"), number(node, "target"));
            case "SF2" -> new ScoreFunction.LowerIsBetter(number(node, "target"), number(node, "cap"));
            case "SF3" -> new ScoreFunction.Deduction(number(node, "each"));
            case "SF4" -> new ScoreFunction.RankBand();
            case "SF5" -> new ScoreFunction.Bonus(number(node, "each"), number(node, "most"));
            default -> throw new IllegalArgumentException("unknown function " + kind);
        };
    }

    private static List<String> strings(JsonNode node) {
        return node.valueStream().map(JsonNode::asString).toList();
    }

    private static double number(JsonNode node, String name) {
        return node.required(name).asDouble();
    }

    private static Map<String, String> bothLanguages(JsonNode node) {
        return Map.of(
                "zh", node.required("zh").asString(), "en", node.required("en").asString());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
