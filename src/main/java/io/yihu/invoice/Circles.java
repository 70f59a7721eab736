package io.yihu.invoice;

import io.yihu.invoice.Trace.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which edges lie on a circle: those inside one strongly connected part (Tarjan 1972). */
final class Circles {
    private final Map<Long, List<Long>> next = new HashMap<>();
    private final Map<Long, Integer> order = new HashMap<>();
    private final Map<Long, Integer> low = new HashMap<>();
    private final Map<Long, Integer> part = new HashMap<>();
    private final Deque<Long> open = new ArrayDeque<>();
    private int parts;

    Circles(List<Edge> edges) {
        for (Edge edge : edges) {
            next.computeIfAbsent(edge.seller(), id -> new ArrayList<>()).add(edge.buyer());
        }
        for (Long node : List.copyOf(next.keySet())) {
            if (!order.containsKey(node)) {
                visit(node);
            }
        }
    }

    /** Depth is bounded by the nodes of a trace, a few hundred. */
    private void visit(Long node) {
        order.put(node, order.size());
        low.put(node, order.get(node));
        open.push(node);
        for (Long other : next.getOrDefault(node, List.of())) {
            if (!order.containsKey(other)) {
                visit(other);
                low.merge(node, low.get(other), Math::min);
            } else if (!part.containsKey(other)) {
                low.merge(node, order.get(other), Math::min);
            }
        }
        if (low.get(node).equals(order.get(node))) {
            parts++;
            Long member;
            do {
                member = open.pop();
                part.put(member, parts);
            } while (!member.equals(node));
        }
    }

    boolean holds(long seller, long buyer) {
        return part.get(seller).equals(part.get(buyer));
    }
}
