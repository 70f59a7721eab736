package io.yihu.invoice;

import io.yihu.exchange.CopyBuffer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** Whom one party dealt with on one side in one month. */
final class Partners {
    private static final int COLUMNS = PartyMonth.EDGE_COLUMNS.split(",").length;
    private final Map<Long, Edge> edges = new HashMap<>();

    private static final class Edge {
        private int count;
        private int first = Integer.MAX_VALUE;
        private int last = Integer.MIN_VALUE;
        private long amount;
        private long tax;
    }

    void add(long counter, int day, long amount, long tax) {
        Edge edge = edges.computeIfAbsent(counter, key -> new Edge());
        edge.count++;
        edge.first = Math.min(edge.first, day);
        edge.last = Math.max(edge.last, day);
        edge.amount = Math.addExact(edge.amount, amount);
        edge.tax = Math.addExact(edge.tax, tax);
    }

    int size() {
        return edges.size();
    }

    /** Sum of the three largest amounts. */
    long topThree() {
        long[] top = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
        for (Edge edge : edges.values()) {
            long amount = edge.amount;
            for (int i = 0; i < top.length; i++) {
                if (amount > top[i]) {
                    long smaller = top[i];
                    top[i] = amount;
                    amount = smaller;
                }
            }
        }
        long sum = 0;
        for (long amount : top) {
            sum += amount == Long.MIN_VALUE ? 0 : amount;
        }
        return sum;
    }

    /** Sum of the squared shares of those who bought more than they gave back; null when nobody did. */
    BigDecimal concentration() {
        double sum = 0;
        double squares = 0;
        for (Edge edge : edges.values()) {
            double weight = Math.max(edge.amount, 0);
            sum += weight;
            squares += weight * weight;
        }
        return sum == 0
                ? null
                : new BigDecimal(squares / (sum * sum), new MathContext(15)).setScale(6, RoundingMode.HALF_UP);
    }

    void write(CopyBuffer out, long party, long month, String side) {
        edges.forEach((counter, edge) -> {
            out.startRow(COLUMNS);
            out.putLong(party);
            out.putLong(counter);
            out.putDate(month);
            out.putText(side);
            out.putInteger(edge.count);
            out.putDate(edge.first);
            out.putDate(edge.last);
            out.putCents(edge.amount);
            out.putCents(edge.tax);
            out.endRow();
        });
    }
}
