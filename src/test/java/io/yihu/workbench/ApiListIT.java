package io.yihu.workbench;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.yihu.platform.Roles;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the programming interface names every call others may rely on, and every list is read page by page. */
@YihuIT
class ApiListIT {
    private static final String API = "/api/v1";
    private static final List<String> CALLS = List.of(
            "post /feeds/{feed}/batches",
            "get /batches/{id}",
            "get /batches/{id}/rejects",
            "post /runs",
            "get /runs/{id}",
            "get /subjects",
            "get /subjects/{id}",
            "get /subjects/{id}/facts",
            "get /subjects/{id}/vector",
            "get /subjects/{id}/findings",
            "get /findings",
            "get /subjects/{id}/timeline",
            "get /subjects/{id}/counterparties",
            "get /subjects/{id}/trace",
            "get /persons/{id}",
            "get /matters",
            "get /matters/{id}",
            "post /risk/check/{stage}",
            "get /scores",
            "get /trail",
            "get /trail/checkpoints",
            "get /trail/proof");

    private static final List<String> LISTS = List.of(
            "/batches/{id}/rejects",
            "/subjects",
            "/subjects/{id}/facts",
            "/subjects/{id}/findings",
            "/findings",
            "/subjects/{id}/timeline",
            "/matters",
            "/trail");

    @Autowired
    MockMvc mvc;

    @Autowired
    JsonMapper json;

    private JsonNode read(String url) throws Exception {
        return json.readTree(mvc.perform(get(url).with(spoken("/", Roles.SYSTEM_ADMIN)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void everyCallIsDescribedInAGroupAndListsHaveKeys() throws Exception {
        Set<String> described = new TreeSet<>();
        List<String> unpaged = new ArrayList<>(LISTS);
        for (String group : List.of("1-exchange", "2-file", "3-risk", "4-work", "5-trail")) {
            JsonNode paths = read("/v3/api-docs/" + group).get("paths");
            paths.propertyStream()
                    .forEach(path -> path.getValue().propertyStream().forEach(call -> {
                        String url = path.getKey().substring(API.length());
                        described.add(call.getKey() + " " + url);
                        Set<String> names = new TreeSet<>();
                        call.getValue()
                                .path("parameters")
                                .forEach(one -> names.add(one.path("name").asString()));
                        if (names.containsAll(List.of("after", "limit"))) {
                            unpaged.remove(url);
                        }
                    }));
        }
        assertThat(described).containsAll(CALLS);
        assertThat(unpaged).as("lists without limit and after").isEmpty();
    }
}
