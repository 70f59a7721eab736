package io.yihu.control.scan;

import io.yihu.control.scan.ScanIndicator.Aggregate;
import io.yihu.control.scan.ScanIndicator.Threshold;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All scan indicators in order of their codes; a new file is a new indicator. */
@Component
public class ScanBook {
    private final List<ScanIndicator> indicators;

    ScanBook() throws IOException {
        List<ScanIndicator> read = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:definitions/control/scans/*.yaml")) {
            read.add(indicator(file.getContentAsString(StandardCharsets.UTF_8)));
        }
        read.sort(Comparator.comparing(ScanIndicator::code));
        indicators = List.copyOf(read);
    }

    public List<ScanIndicator> all() {
        return indicators;
    }

    public ScanIndicator byCode(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    static ScanIndicator indicator(String yaml) {
        JsonNode node = new YAMLMapper().readTree(yaml);
        JsonNode threshold = node.required("threshold");
        return new ScanIndicator(
                node.required("code").asString(),
                bothLanguages(node.required("title")),
                bothLanguages(node.required("formula")),
                node.required("risk").asString(),
                node.required("level").asString(),
                words(node.required("scopes")),
                new Threshold(
                        Aggregate.valueOf(node.required("aggregate").asString()),
                        number(threshold, "over"),
                        number(threshold, "high"),
                        threshold.path("least").asInt(1),
                        number(threshold, "at"),
                        number(threshold, "gap")),
                node.required("days").asInt(),
                node.required("source").asString(),
                words(node.required("watches")),
                node.required("units").asString());
    }

    private static Double number(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asDouble() : null;
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.forEach(word -> words.add(word.asString()));
        return List.copyOf(words);
    }

    private static Map<String, String> bothLanguages(JsonNode node) {
        return Map.of(
                "zh", node.required("zh").asString(), "en", node.required("en").asString());
    }
}
