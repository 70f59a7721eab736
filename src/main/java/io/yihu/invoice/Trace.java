package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Where goods and money came from or went to, hop by hop, with everything that was left out. */
public record Trace(TraceQuestion question, List<Node> nodes, List<Edge> edges, List<Cut> cuts) {
    /** Why the trace goes no further at a node; null where it does. */
    public enum End {
        /** The hops asked for are used up; there is more behind it. */
        DEPTH,
        /** Partners exist, all below the amount, the share or outside the goods asked for. */
        FILTERED,
        /** Partners exist, none of them among the nodes kept in the next hop. */
        WIDTH,
        /** All partners were met before, on the way that led here. */
        CIRCLE,
        /** All partners were met before, on another branch. */
        JOINED,
        /** Not registered here: its other dealings are not loaded. */
        EXTERNAL,
        /** The returns tell of purchases or sales, but no invoices of them were loaded. */
        NOT_LOADED,
        /** Customs payment documents: the goods were imported. */
        IMPORT,
        /** Purchases from farmers. */
        FARM,
        /** Bought none of the goods asked for, but is of a producing industry and buys energy: own production is plausible, not verified. */
        PRODUCTION,
        /** Sells without having bought anything. */
        NO_INPUT,
        /** Sold to buyers who give no tax id. */
        CONSUMER,
        /** Declared export sales. */
        EXPORT,
        /** Bought and not sold again: in stock, used up or still open. */
        KEPT
    }

    /**
     * A taxpayer on the way.
     *
     * @param hop 0 for the one asked about
     * @param flow share of the start's amount that leads here, each node splitting in proportion to its amounts
     * @param total what it bought (up) or sold (down) in the months, yuan without tax
     * @param partners how many partners on that side; null for a hub, whose partners are counted by month only
     * @param partnerMonths partners of each month, summed
     * @param hub too many invoices to add up all partners: the largest are read from each month
     * @param unlisted hub only: no partner left out has dealt for more than this, yuan; null otherwise
     * @param consumers down only: amount sold to buyers without a tax id; null where not known
     */
    public record Node(
            long id,
            int hop,
            double flow,
            BigDecimal total,
            Long partners,
            long partnerMonths,
            boolean hub,
            BigDecimal unlisted,
            BigDecimal consumers,
            End end) {}

    /**
     * All dealings of a seller with a buyer in the months.
     *
     * @param hop at which it was followed
     * @param share of the amount of the node it was followed from
     * @param cycle lies on a circle of the trace
     * @param back leads to a node that already stood in an earlier or the same hop
     */
    public record Edge(
            long seller,
            long buyer,
            int hop,
            BigDecimal amt,
            BigDecimal tax,
            long cnt,
            LocalDate firstDate,
            LocalDate lastDate,
            double share,
            boolean cycle,
            boolean back) {}

    /**
     * What was left out in one hop.
     *
     * @param reason FILTER below amount, share or goods; TOP beyond the largest of a node; WIDTH beyond the nodes of a hop; DEPTH behind the
     *     last hop; HUB behind the largest of a hub
     * @param edges number of edges, for a hub number of partners of each month, summed; null when nobody looked (DEPTH)
     * @param nodes taxpayers that stand on the trace nowhere else; null when they were not counted (HUB, DEPTH)
     * @param amount yuan without tax
     */
    public record Cut(int hop, String reason, Long edges, Long nodes, BigDecimal amount) {}
}
