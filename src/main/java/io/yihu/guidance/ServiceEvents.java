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

/** All events as the definitions say them, one file each. */
@Component
public class ServiceEvents {
    private final List<ServiceEvent> events;

    ServiceEvents() throws IOException {
        List<ServiceEvent> read = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:definitions/guidance/*.yaml")) {
            read.add(event(file.getContentAsString(StandardCharsets.UTF_8)));
        }
        read.sort(Comparator.comparing(ServiceEvent::code));
        events = List.copyOf(read);
    }

    public List<ServiceEvent> all() {
        return events;
    }

    public ServiceEvent byCode(String code) {
        return events.stream()
                .filter(event -> event.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** A template as its definition says it, version 1. */
    public Wording template(String code) {
        return events.stream()
                .flatMap(event -> event.templates().stream())
                .filter(template -> template.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    static ServiceEvent event(String yaml) {
        JsonNode node = new YAMLMapper().readTree(yaml);
        String code = node.required("event").asString();
        JsonNode title = node.required("title");
        return new ServiceEvent(
                code,
                Map.of(
                        "zh", title.required("zh").asString(),
                        "en", title.required("en").asString()),
                node.required("stage").asString(),
                node.required("days").asInt(),
                node.has("find") ? node.required("find").asString() : null,
                strings(node.path("words")),
                node.required("templates")
                        .valueStream()
                        .map(each -> wording(code, each))
                        .toList());
    }

    private static Wording wording(String event, JsonNode node) {
        return new Wording(
                node.required("code").asString(),
                event,
                1,
                strings(node.required("levels")),
                strings(node.path("classes")),
                node.path("ack").asBoolean(false),
                node.path("phone").asBoolean(false),
                node.path("hall").asBoolean(false),
                node.path("sign").asBoolean(false),
                node.path("task").asBoolean(true),
                node.path("call").asBoolean(true),
                node.has("matter") ? node.required("matter").asString() : null,
                node.path("settles").asBoolean(true),
                node.required("title").asString(),
                node.required("body").asString().strip(),
                node.has("notice") ? node.required("notice").asString().strip() : null,
                node.has("reminders")
                        ? node.required("reminders")
                                .valueStream()
                                .map(JsonNode::asInt)
                                .toList()
                        : List.of(1, 3),
                node.path("valid-days").asInt(10),
                node.has("channels") ? strings(node.required("channels")) : List.of("E_BUREAU"));
    }

    private static List<String> strings(JsonNode node) {
        return node.valueStream().map(JsonNode::asString).toList();
    }
}
