package io.yihu.guidance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rules of the tags, one file each; the risk level comes from whoever judges, not from a file. */
@Component
public class Tags {
    /** Tag of the risk level. */
    static final String RISK = "RISK";

    private final List<Rule> rules;

    /**
     * How a tag is computed.
     *
     * @param select query for {@code subject_id, value}
     * @param names query for {@code value, name} where values have names of their own, null where messages name them
     */
    public record Rule(String code, Map<String, String> title, String select, String names) {
        public String title(Locale locale) {
            return title.get(locale.getLanguage().equals("en") ? "en" : "zh");
        }
    }

    Tags() throws IOException {
        List<Rule> read = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:definitions/guidance/tags/*.yaml")) {
            JsonNode node = new YAMLMapper().readTree(file.getContentAsString(StandardCharsets.UTF_8));
            JsonNode title = node.required("title");
            read.add(new Rule(
                    node.required("code").asString(),
                    Map.of(
                            "zh", title.required("zh").asString(),
                            "en", title.required("en").asString()),
                    node.required("select").asString(),
                    node.has("names") ? node.required("names").asString() : null));
        }
        read.sort(Comparator.comparing(Rule::code));
        rules = List.copyOf(read);
    }

    public List<Rule> all() {
        return rules;
    }
}
