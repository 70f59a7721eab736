package io.yihu.invoice;

import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows invoices up to their source or down to where they go, over the monthly edge facts.
 *
 * <p>A chain crosses offices by its nature: the caller must have opened the file of the start, and decides what to show of the others.
 */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class TraceQueries {
    private final TraceHop hop;
    private final TraceEnds ends;

    /** One statement a hop, one for the ends; the same question on the same data gives the same answer. */
    public Trace trace(TraceQuestion question) {
        TraceGraph graph = new TraceGraph(question);
        for (int n = 1; n <= question.hops() && !graph.frontier().isEmpty(); n++) {
            graph.grow(n, hop.read(graph.frontier(), graph.seen(), question));
        }
        return graph.finish(ends.read(graph.seen(), question.from(), question.to()));
    }
}
