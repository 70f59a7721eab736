package io.yihu.taxpayer.link;

import java.math.BigDecimal;

/**
 * Which waiting pairs are wanted; null means any.
 *
 * @param office office code; one side at least belongs to it or below
 * @param minScore lowest score
 * @param days waiting at least so many days
 * @param state OPEN (not put off), DEFERRED or PROPOSED (a second person is needed)
 */
public record QueueFilter(String rule, String veto, String office, BigDecimal minScore, Integer days, String state) {
    public static final QueueFilter ALL = new QueueFilter(null, null, null, null, null, null);
}
