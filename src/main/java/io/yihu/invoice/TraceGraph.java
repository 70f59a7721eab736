package io.yihu.invoice;

import io.yihu.invoice.Trace.Cut;
import io.yihu.invoice.Trace.Edge;
import io.yihu.invoice.Trace.End;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A trace while it grows: which nodes are kept, how much of the start leads to them, what is left out. */
final class TraceGraph {
    private final TraceQuestion question;
    private final Map<Long, Spot> spots = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private List<Long> frontier;

    /** A node with what its hop told; {@code found} is null until it was looked at. */
    private static final class Spot {
        private final int hop;
        private final double flow;
        private TraceHop.Found found;
        private int kept;
        private boolean onward;

        private Spot(int hop, double flow) {
            this.hop = hop;
            this.flow = flow;
        }
    }

    TraceGraph(TraceQuestion question) {
        this.question = question;
        spots.put(question.subjectId(), new Spot(0, 1));
        frontier = List.of(question.subjectId());
    }

    List<Long> frontier() {
        return frontier;
    }

    Set<Long> seen() {
        return spots.keySet();
    }

    /** Takes in what a hop found; the heaviest new nodes become the next frontier. */
    void grow(int hop, List<TraceHop.Found> found) {
        Map<Long, Double> flows = new LinkedHashMap<>();
        for (TraceHop.Found one : found) {
            spots.get(one.node()).found = one;
            if (one.counter() != null && !spots.containsKey(one.counter())) {
                flows.merge(one.counter(), spots.get(one.node()).flow * share(one), Double::sum);
            }
        }
        List<Long> fresh = flows.keySet().stream()
                .sorted(Comparator.<Long>comparingDouble(id -> -flows.get(id)).thenComparing(Comparator.naturalOrder()))
                .limit(question.width())
                .toList();
        fresh.forEach(id -> spots.put(id, new Spot(hop, flows.get(id))));
        Set<Long> next = new HashSet<>(fresh);
        long lost = 0;
        BigDecimal lostAmount = BigDecimal.ZERO;
        Set<Long> lostNodes = new HashSet<>();
        for (TraceHop.Found one : found) {
            if (one.counter() == null) {
                continue;
            }
            Spot at = spots.get(one.node());
            if (!spots.containsKey(one.counter())) {
                lost++;
                lostAmount = lostAmount.add(one.amt());
                lostNodes.add(one.counter());
                continue;
            }
            at.kept++;
            boolean back = !next.contains(one.counter());
            at.onward |= !back;
            edges.add(edge(one, hop, back));
        }
        cutShort(hop, found);
        cut(hop, "WIDTH", lost, (long) lostNodes.size(), lostAmount);
        frontier = fresh;
    }

    private void cutShort(int hop, List<TraceHop.Found> found) {
        Map<Long, BigDecimal> shown = new LinkedHashMap<>();
        Map<Long, Long> shownMonths = new LinkedHashMap<>();
        Map<Long, Integer> listed = new LinkedHashMap<>();
        Set<TraceHop.Found> nodes = new LinkedHashSet<>();
        for (TraceHop.Found one : found) {
            shown.merge(one.node(), one.counter() == null ? BigDecimal.ZERO : one.amt(), BigDecimal::add);
            listed.merge(one.node(), one.counter() == null ? 0 : 1, Integer::sum);
            if (shownMonths.putIfAbsent(one.node(), 0L) == null) {
                nodes.add(one);
            }
        }
        long filtered = 0;
        long topped = 0;
        long hubMonths = 0;
        BigDecimal filteredAmount = BigDecimal.ZERO;
        BigDecimal toppedAmount = BigDecimal.ZERO;
        BigDecimal hubAmount = BigDecimal.ZERO;
        for (TraceHop.Found node : nodes) {
            if (node.hub()) {
                hubMonths += node.partnerMonths();
                hubAmount = hubAmount.add(node.total().subtract(shown.get(node.node())));
            } else {
                filtered += node.edges() - node.passed();
                filteredAmount = filteredAmount.add(node.edgesAmt().subtract(node.passedAmt()));
                topped += node.passed() - listed.get(node.node());
                toppedAmount = toppedAmount.add(node.passedAmt().subtract(shown.get(node.node())));
            }
        }
        Long hidden = hubMonths > 0 || found.isEmpty() ? null : found.get(0).hidden();
        cut(hop, "FILTER", filtered, topped == 0 ? hidden : null, filteredAmount);
        cut(hop, "TOP", topped, filtered == 0 ? hidden : null, toppedAmount);
        cut(hop, "HUB", hubMonths, null, hubAmount);
    }

    private void cut(int hop, String reason, long number, Long nodes, BigDecimal amount) {
        if (number > 0) {
            cuts.add(new Cut(hop, reason, number, nodes, amount));
        }
    }

    private Edge edge(TraceHop.Found one, int hop, boolean back) {
        return new Edge(
                question.up() ? one.counter() : one.node(),
                question.up() ? one.node() : one.counter(),
                hop,
                one.amt(),
                one.tax(),
                one.cnt(),
                one.firstDate(),
                one.lastDate(),
                share(one),
                false,
                back);
    }

    private static double share(TraceHop.Found one) {
        double total = one.total().doubleValue();
        return total <= 0 ? 1 : Math.min(1, one.amt().doubleValue() / total);
    }

    /** The finished trace; {@code facts} hold all nodes. */
    Trace finish(Map<Long, TraceEnds.Facts> facts) {
        Circles circles = new Circles(edges);
        List<Edge> marked = edges.stream()
                .map(edge -> circles.holds(edge.seller(), edge.buyer()) ? onCycle(edge) : edge)
                .toList();
        List<Trace.Node> nodes = new ArrayList<>();
        long deep = 0;
        BigDecimal deepAmount = BigDecimal.ZERO;
        int last = 0;
        for (Map.Entry<Long, Spot> entry : spots.entrySet()) {
            Trace.Node node = node(entry.getKey(), entry.getValue(), facts.get(entry.getKey()), marked);
            nodes.add(node);
            if (node.end() == End.DEPTH) {
                deep++;
                deepAmount = deepAmount.add(node.total());
                last = node.hop();
            }
        }
        if (deep > 0) {
            cuts.add(new Cut(last + 1, "DEPTH", null, null, deepAmount));
        }
        return new Trace(question, nodes, marked, List.copyOf(cuts));
    }

    private Trace.Node node(long id, Spot spot, TraceEnds.Facts facts, List<Edge> marked) {
        TraceHop.Found found = spot.found;
        boolean whole = found != null && !found.hub();
        BigDecimal total = found == null ? facts.total(question.up()) : found.total();
        BigDecimal consumers = whole && !question.up() && question.goods() == null
                ? found.total().subtract(found.edgesAmt()).max(BigDecimal.ZERO)
                : null;
        return new Trace.Node(
                id,
                spot.hop,
                spot.flow,
                total,
                whole ? found.edges() : null,
                found == null ? 0 : found.partnerMonths(),
                found != null && found.hub(),
                found != null && found.hub() ? found.bound() : null,
                consumers,
                end(id, spot, total, facts, consumers, marked));
    }

    private End end(
            long id, Spot spot, BigDecimal total, TraceEnds.Facts facts, BigDecimal consumers, List<Edge> marked) {
        TraceHop.Found found = spot.found;
        if (spot.onward) {
            return null;
        }
        if (found == null) {
            return total.signum() > 0 ? End.DEPTH : TraceEnds.without(facts, question.up(), null);
        }
        if (spot.kept > 0) {
            boolean circle = marked.stream()
                    .filter(edge -> (question.up() ? edge.buyer() : edge.seller()) == id)
                    .allMatch(Edge::cycle);
            return circle ? End.CIRCLE : End.JOINED;
        }
        if (found.counter() != null) {
            return End.WIDTH;
        }
        boolean others = question.goods() != null && facts.total(question.up()).signum() > 0;
        if (others && question.up() && found.edges() == 0 && facts.produces()) {
            return End.PRODUCTION;
        }
        return found.edges() > 0 || others ? End.FILTERED : TraceEnds.without(facts, question.up(), consumers);
    }

    private static Edge onCycle(Edge edge) {
        return new Edge(
                edge.seller(),
                edge.buyer(),
                edge.hop(),
                edge.amt(),
                edge.tax(),
                edge.cnt(),
                edge.firstDate(),
                edge.lastDate(),
                edge.share(),
                true,
                edge.back());
    }
}
