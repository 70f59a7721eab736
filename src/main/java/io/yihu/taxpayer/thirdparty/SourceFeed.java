package io.yihu.taxpayer.thirdparty;

import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedUpsert;
import io.yihu.taxpayer.NodesReached;
import java.util.List;

/**
 * One source as the register takes it in.
 *
 * @param parties SQL list of the columns that name tax ids, such as {@code coalesce(tax_id, uscc)}; empty for feeds about persons
 * @param day SQL over the staged row {@code s}: the day it speaks of; null where it speaks of the day it was received
 * @param rows how a staged row becomes a row of the table
 */
record SourceFeed(FeedSchema schema, List<String> parties, String day, List<StagedCheck> checks, StagedUpsert rows) {

    /** The node of an invoice's life that rows of this feed tell of; null for most. */
    NodesReached.Node node() {
        return schema.feed().equals("tax_events") ? NodesReached.Node.REG_REPORT : null;
    }

    static final String BY_TAX_ID_OR_USCC = "coalesce(tax_id, uscc)";

    static StagedCheck unnamed(String column) {
        return new StagedCheck("taxpayer.noTaxId", "tax_id", "coalesce(s.tax_id, s." + column + ") is null");
    }

    static StagedCheck negative(String column) {
        return new StagedCheck("taxpayer.negative", column, "s." + column + " < 0");
    }

    static StagedCheck unknownPerson(String column) {
        return new StagedCheck(
                "taxpayer.unknownPerson",
                column,
                "s.%1$s is not null and not exists (select from taxpayer.person p where p.person_no = s.%1$s)"
                        .formatted(column));
    }
}
