package io.yihu.dossier.space;

import io.yihu.invoice.Trace;
import io.yihu.invoice.TraceQuestion.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trace as the Sankey script reads it: the width is the part of the start's amount that takes this way; a node met before is drawn once
 * more as a short end, so that the drawing has no circles.
 */
@Component
@RequiredArgsConstructor
public class TraceChart {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private final MessageSource messages;
    private final JsonMapper json;

    /** Amount of the start that takes this edge, each node splitting in proportion. */
    public static BigDecimal attributed(Trace trace, Map<Long, Trace.Node> nodes, Trace.Edge edge) {
        Trace.Node from = nodes.get(trace.question().direction() == Direction.UP ? edge.buyer() : edge.seller());
        BigDecimal start = trace.nodes().get(0).total();
        return start.multiply(BigDecimal.valueOf(from.flow() * edge.share())).setScale(2, RoundingMode.HALF_UP);
    }

    public String of(Trace trace, Map<Long, TraceNames.Name> names, Locale locale) {
        boolean up = trace.question().direction() == Direction.UP;
        Map<Long, Trace.Node> nodes = new HashMap<>();
        trace.nodes().forEach(node -> nodes.put(node.id(), node));
        int deepest = trace.edges().stream().mapToInt(Trace.Edge::hop).max().orElse(0);
        Map<String, Map<String, Object>> spots = new LinkedHashMap<>();
        for (Trace.Node node : trace.nodes()) {
            spots.put("n" + node.id(), spot(node, names.get(node.id()), up ? deepest - node.hop() : node.hop()));
        }
        List<Map<String, Object>> links = new ArrayList<>();
        for (Trace.Edge edge : trace.edges()) {
            long followed = up ? edge.buyer() : edge.seller();
            long found = up ? edge.seller() : edge.buyer();
            String far = "n" + found;
            if (edge.back()) {
                far = "b" + found + "-" + followed;
                spots.put(far, again(names.get(found), edge, up ? deepest - edge.hop() : edge.hop(), locale));
            }
            links.add(link(trace, nodes, edge, up ? far : "n" + followed, up ? "n" + followed : far));
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "sankey");
        chart.put("title", messages.getMessage("space.trace.chart", null, locale));
        chart.put("unit", messages.getMessage("dossier.wan", null, locale));
        chart.put("nodes", spots.entrySet().stream().map(TraceChart::named).toList());
        chart.put("links", links);
        return json.writeValueAsString(chart);
    }

    private static Map<String, Object> named(Map.Entry<String, Map<String, Object>> spot) {
        spot.getValue().put("name", spot.getKey());
        return spot.getValue();
    }

    private static Map<String, Object> spot(Trace.Node node, TraceNames.Name name, int depth) {
        Map<String, Object> spot = new LinkedHashMap<>();
        spot.put("label", name.name());
        spot.put("depth", depth);
        spot.put(
                "tone",
                node.hop() == 0 ? "start" : "HIGH".equals(name.level()) ? "high" : name.external() ? "outside" : "own");
        if (name.visible()) {
            spot.put("link", "/subject/" + name.id());
        }
        return spot;
    }

    private Map<String, Object> again(TraceNames.Name name, Trace.Edge edge, int depth, Locale locale) {
        Map<String, Object> spot = new LinkedHashMap<>();
        String key = edge.cycle() ? "space.trace.again.cycle" : "space.trace.again.joined";
        spot.put("label", messages.getMessage(key, new Object[] {name.name()}, locale));
        spot.put("depth", depth);
        spot.put("tone", edge.cycle() ? "high" : "outside");
        return spot;
    }

    private Map<String, Object> link(
            Trace trace, Map<Long, Trace.Node> nodes, Trace.Edge edge, String source, String target) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("source", source);
        link.put("target", target);
        link.put("value", wan(attributed(trace, nodes, edge)));
        link.put("dealt", wan(edge.amt()));
        link.put("cycle", edge.cycle());
        link.put(
                "link",
                "/subject/" + edge.seller() + "/sales/" + edge.buyer() + "?from="
                        + trace.question().from().toString().substring(0, 7) + "&to="
                        + trace.question().to().toString().substring(0, 7));
        return link;
    }

    private static BigDecimal wan(BigDecimal yuan) {
        return yuan.divide(WAN, 4, RoundingMode.HALF_UP);
    }
}
