package io.yihu.exchange;

import java.util.List;

/**
 * A bigint column of a staging table that is worked out of texts of the row while it is read, so that SQL need not do it; NULL
 * where SQL must: {@code coalesce(s._seller, taxpayer.party_id(s.seller_tax_id))}.
 *
 * @param name begins with an underscore, so that it is never taken for a column of the feed
 * @param from columns of the feed, all of them texts
 */
public record DerivedColumn(String name, List<String> from, Derivation derivation) {
    /** Null for what only SQL can say. */
    @FunctionalInterface
    public interface Derivation {
        Long of(String[] texts);
    }
}
