package io.yihu.taxpayer.thirdparty;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;
import static io.yihu.taxpayer.thirdparty.SourceFeed.negative;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedUpsert;
import java.util.ArrayList;
import java.util.List;

/** Feeds of other desks of the tax system: statements, income tax, insurance heads, arrears, export refunds, tips, events. */
final class BookFeeds {
    private BookFeeds() {}

    static List<SourceFeed> all() {
        return List.of(statements(), incomeTax(), insurance(), arrears(), refunds(), tips(), events());
    }

    private static SourceFeed statements() {
        return monthly(
                "financial_statements",
                "taxpayer.financial_statement",
                List.of(negative("inventory"), negative("fixed_assets")),
                of("revenue", Type.MONEY),
                of("cost", Type.MONEY),
                of("inventory", Type.MONEY),
                of("fixed_assets", Type.MONEY),
                of("advances", Type.MONEY),
                of("other_payables", Type.MONEY));
    }

    private static SourceFeed incomeTax() {
        return new SourceFeed(
                new FeedSchema(
                        "cit_returns",
                        List.of(
                                required("tax_id", Type.TEXT),
                                required("year", Type.INTEGER),
                                of("revenue", Type.MONEY),
                                of("total_profit", Type.MONEY)),
                        List.of("tax_id", "year")),
                List.of("tax_id"),
                "make_date(s.year::int, 12, 31)",
                List.of(new StagedCheck("taxpayer.year", "year", "s.year not between 1990 and 2999")),
                StagedUpsert.into("taxpayer.cit_return")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("year", "s.year::int")
                        .same("revenue", "total_profit"));
    }

    private static SourceFeed insurance() {
        return monthly(
                "social_insurance",
                "taxpayer.social_insurance",
                List.of(negative("insured_count")),
                of("insured_count", Type.INTEGER));
    }

    private static SourceFeed arrears() {
        return monthly(
                "arrears",
                "taxpayer.arrear",
                List.of(negative("amount")),
                required("since", Type.DATE),
                required("amount", Type.MONEY),
                of("settled", Type.DATE));
    }

    private static SourceFeed refunds() {
        return monthly(
                "export_refunds",
                "taxpayer.export_refund",
                List.of(negative("refund")),
                required("refund", Type.MONEY));
    }

    private static SourceFeed tips() {
        return new SourceFeed(
                new FeedSchema(
                        "tip_offs",
                        List.of(
                                required("tax_id", Type.TEXT),
                                required("tip_no", Type.TEXT),
                                code("kind", true, "TIP", "INBOUND_CHECK"),
                                required("received", Type.DATE),
                                of("closed", Type.DATE)),
                        List.of("tax_id", "tip_no")),
                List.of("tax_id"),
                "s.received",
                List.of(),
                StagedUpsert.into("taxpayer.tip_off")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("tip_no", "s.tip_no")
                        .same("kind", "received", "closed"));
    }

    /** Events of the time axis that nothing else tells. */
    private static SourceFeed events() {
        return new SourceFeed(
                new FeedSchema(
                        "tax_events",
                        List.of(
                                required("tax_id", Type.TEXT),
                                required("event_no", Type.TEXT),
                                code(
                                        "type",
                                        true,
                                        "REG_REPORT",
                                        "REAL_NAME",
                                        "SERVICE_SENT",
                                        "SERVICE_ACK",
                                        "HALL_SIGN",
                                        "AUDIT_CASE",
                                        "PENALTY",
                                        "COMPLAINT"),
                                required("time", Type.TIME),
                                of("title", Type.TEXT),
                                of("result", Type.TEXT),
                                of("amount", Type.MONEY)),
                        List.of("tax_id", "event_no")),
                List.of("tax_id"),
                "(s.time at time zone 'Asia/Shanghai')::date",
                List.of(negative("amount")),
                StagedUpsert.into("taxpayer.tax_event")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("event_no", "s.event_no")
                        .set("at", "s.time")
                        .same("type", "title", "result", "amount"));
    }

    /** One row a taxpayer and month. */
    private static SourceFeed monthly(String feed, String table, List<StagedCheck> checks, FeedColumn... columns) {
        List<FeedColumn> all = new ArrayList<>(List.of(required("tax_id", Type.TEXT), required("period", Type.MONTH)));
        all.addAll(List.of(columns));
        StagedUpsert rows = StagedUpsert.into(table)
                .key("party_id", "taxpayer.party_id(s.tax_id)")
                .key("period", "s.period");
        for (FeedColumn column : columns) {
            rows.same(column.name());
        }
        return new SourceFeed(
                new FeedSchema(feed, all, List.of("tax_id", "period")), List.of("tax_id"), "s.period", checks, rows);
    }
}
