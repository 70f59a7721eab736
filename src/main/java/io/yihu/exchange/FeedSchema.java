package io.yihu.exchange;

import java.util.List;

/**
 * A canonical feed as outsiders see it.
 *
 * @param feed name, such as {@code invoices}
 * @param key business key: the same key again is an update, the same row again is nothing
 * @param derived numbers that are worked out while rows are read; no part of the feed for outsiders
 */
public record FeedSchema(String feed, List<FeedColumn> columns, List<String> key, List<DerivedColumn> derived) {
    public FeedSchema(String feed, List<FeedColumn> columns, List<String> key) {
        this(feed, columns, key, List.of());
    }
}
