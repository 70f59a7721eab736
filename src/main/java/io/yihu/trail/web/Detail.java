package io.yihu.trail.web;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A detail of a row: a value, or what it was before and after. */
record Detail(String name, boolean change, String before, String after) {
    private static final JsonMapper JSON = new JsonMapper();

    static List<Detail> of(String json) {
        List<Detail> details = new ArrayList<>();
        JSON.readTree(json).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            boolean change = value.isObject() && value.has("before") && value.has("after");
            details.add(
                    change
                            ? new Detail(entry.getKey(), true, text(value.get("before")), text(value.get("after")))
                            : new Detail(entry.getKey(), false, null, text(value)));
        });
        return details;
    }

    private static String text(JsonNode value) {
        return value.isNull() ? null : value.isString() ? value.stringValue() : value.toString();
    }
}
