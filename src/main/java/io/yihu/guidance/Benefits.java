package io.yihu.guidance;

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

/** All benefits as the definitions say them, one file each. */
@Component
public class Benefits {
    private final List<Benefit> benefits;

    Benefits() throws IOException {
        List<Benefit> read = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:definitions/guidance/benefits/*.yaml")) {
            JsonNode node = new YAMLMapper().readTree(file.getContentAsString(StandardCharsets.UTF_8));
            read.add(new Benefit(
                    node.required("code").asString(),
                    both(node.required("title")),
                    node.required("summary").asString(),
                    both(node.required("basis")),
                    node.required("period").asString(),
                    node.required("match").asString()));
        }
        read.sort(Comparator.comparing(Benefit::code));
        benefits = List.copyOf(read);
    }

    public List<Benefit> all() {
        return benefits;
    }

    public Benefit byCode(String code) {
        return benefits.stream()
                .filter(benefit -> benefit.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Map<String, String> both(JsonNode node) {
        return Map.of(
                "zh", node.required("zh").asString(), "en", node.required("en").asString());
    }
}
