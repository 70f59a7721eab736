package io.yihu.control.gate;

import io.yihu.platform.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All embedded controls in order of their codes; a new file is a new control. */
@Component
public class ControlBook {
    private final List<ControlPoint> points;
    private final Map<String, List<ControlPoint>> byStep = new ConcurrentHashMap<>();

    ControlBook() throws IOException {
        List<ControlPoint> read = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:definitions/control/points/*.yaml")) {
            read.add(point(file.getContentAsString(StandardCharsets.UTF_8)));
        }
        read.sort(Comparator.comparing(ControlPoint::code));
        points = List.copyOf(read);
    }

    public List<ControlPoint> all() {
        return points;
    }

    public ControlPoint byCode(String code) {
        return points.stream()
                .filter(point -> point.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** Controls that stand in a step. */
    public List<ControlPoint> at(String step) {
        return byStep.computeIfAbsent(
                step,
                one -> points.stream().filter(point -> point.standsIn(one)).toList());
    }

    private static ControlPoint point(String yaml) {
        JsonNode node = new YAMLMapper().readTree(yaml);
        Map<String, BigDecimal> parameters = new TreeMap<>();
        node.path("parameters")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().decimalValue()));
        List<String> steps = new ArrayList<>();
        node.required("steps").forEach(step -> steps.add(step.asString()));
        return new ControlPoint(
                node.required("code").asString(),
                bothLanguages(node.required("title")),
                bothLanguages(node.required("message")),
                node.path("refusal").asString(null),
                node.required("risk").asString(),
                node.required("level").asString(),
                node.path("second").asString(null),
                node.path("copy").asBoolean(false),
                node.path("reason").asString(null),
                List.copyOf(steps),
                Map.copyOf(parameters),
                node.required("check").asString());
    }

    static Map<String, String> bothLanguages(JsonNode node) {
        return Map.of(
                "zh", node.required("zh").asString(), "en", node.required("en").asString());
    }
}
