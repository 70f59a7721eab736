package io.yihu.exchange.connector;

import java.nio.file.Path;
import java.time.LocalDateTime;

/** Where the rows of a connector come from; answers what changed since a moment as one file of ours. */
interface ChangedRows {
    /**
     * What was taken.
     *
     * @param mark the newest time of change among the rows, never later than now; null where no row had one
     */
    record Taken(long rows, LocalDateTime mark) {}

    /** Whether this way is set up for the connector. */
    boolean serves(Connector connector);

    /** What the page says about the way, such as the folder or the address without its password. */
    String place(Connector connector);

    /**
     * Writes the changed rows as a CSV file with the column names of the source.
     *
     * @param since rows of that very moment come again; null for everything
     * @param now marks after it are not believed
     */
    Taken since(Connector connector, Connector.DataSet set, LocalDateTime since, LocalDateTime now, Path into);
}
