package io.yihu.exchange.connector;

import io.yihu.platform.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All connectors, read once from their definitions. */
@Component
public class Connectors {
    private final List<Connector> all = new ArrayList<>();

    Connectors() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        for (Resource file : new PathMatchingResourcePatternResolver()
                .getResources("classpath:definitions/exchange/connectors/*.yaml")) {
            try (InputStream in = file.getInputStream()) {
                all.add(read(yaml.readTree(in)));
            }
        }
        all.sort(Comparator.comparing(Connector::code));
    }

    public List<Connector> all() {
        return List.copyOf(all);
    }

    Connector require(String code) {
        return all.stream()
                .filter(connector -> connector.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Connector read(JsonNode node) {
        List<Connector.DataSet> sets = new ArrayList<>();
        for (JsonNode set : node.path("sets")) {
            sets.add(new Connector.DataSet(
                    set.path("name").asString(),
                    set.path("table").asString(),
                    set.path("mark").asString(),
                    set.path("definition").asString()));
        }
        return new Connector(
                node.path("code").asString(),
                node.path("title").path("zh").asString(),
                node.path("title").path("en").asString(),
                node.path("about").path("zh").asString(),
                node.path("about").path("en").asString(),
                List.copyOf(sets));
    }
}
