package io.yihu.taxpayer.resolve.register;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run tells about its work, and the weights that later small runs judge by. */
@Component
@RequiredArgsConstructor
class RunFigures {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    String of(int registrations, RegisterResolver.Found result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("searched", registrations);
        figures.put("compared", result.compared());
        figures.put("blocks_cut", result.cutBlocks());
        figures.put("rules", counts(result.pairs()));
        if (result.learned() != null) {
            figures.put("learned", result.learned());
        }
        return json.writeValueAsString(figures);
    }

    private static Map<String, Long> counts(Collection<Judged> pairs) {
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.rule() + " " + pair.outcome() + (pair.veto() == null ? "" : " " + pair.veto()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** Weights of the newest search over everything that learned any; without one, likeness waits for it. */
    LearnedWeights learned() {
        List<String> newest = jdbc.sql("""
                        select figures ->> 'learned' from taxpayer.resolution_run
                        where kind = 'FULL' and state = 'DONE' and figures -> 'learned' is not null order by id desc limit 1""").query(String.class).list();
        if (newest.isEmpty()) {
            return null;
        }
        JsonNode root = json.readTree(newest.get(0));
        return new LearnedWeights(root.path("prior").asDouble(), arrays(root.path("m")), arrays(root.path("u")));
    }

    private static Map<String, double[]> arrays(JsonNode node) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        for (var entry : node.properties()) {
            double[] values = new double[entry.getValue().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = entry.getValue().get(i).asDouble();
            }
            arrays.put(entry.getKey(), values);
        }
        return arrays;
    }
}
