package io.yihu.exchange.connector;

import java.util.List;

/** A database of the national platform, and which mapping reads each of its data sets; a file under {@code definitions/exchange/connectors}. */
public record Connector(
        String code, String titleZh, String titleEn, String aboutZh, String aboutEn, List<DataSet> sets) {
    /**
     * One data set.
     *
     * @param name what people call it, and its folder where files are handed over
     * @param table its table or view where the database itself is asked
     * @param mark column that says when a row last changed
     * @param definition the mapping table that leads to our feeds
     */
    public record DataSet(String name, String table, String mark, String definition) {}
}
