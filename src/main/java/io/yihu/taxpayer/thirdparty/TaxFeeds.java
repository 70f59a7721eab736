package io.yihu.taxpayer.thirdparty;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;
import static io.yihu.taxpayer.thirdparty.SourceFeed.negative;
import static io.yihu.taxpayer.thirdparty.SourceFeed.unknownPerson;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedUpsert;
import java.util.List;

/** Feeds of the tax system itself beside invoices and returns: what payers withheld, and credit ratings. */
final class TaxFeeds {
    private TaxFeeds() {}

    static List<SourceFeed> all() {
        return List.of(withholdings(), incomes(), ratings());
    }

    private static SourceFeed withholdings() {
        return new SourceFeed(
                new FeedSchema(
                        "withholdings",
                        List.of(
                                required("tax_id", Type.TEXT),
                                required("period", Type.MONTH),
                                of("headcount", Type.INTEGER),
                                of("total_pay", Type.MONEY),
                                of("tax", Type.MONEY)),
                        List.of("tax_id", "period")),
                List.of("tax_id"),
                "s.period",
                List.of(negative("headcount"), negative("total_pay"), negative("tax")),
                StagedUpsert.into("taxpayer.withholding")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("period", "s.period")
                        .same("headcount", "total_pay", "tax"));
    }

    private static SourceFeed incomes() {
        return new SourceFeed(
                new FeedSchema(
                        "person_incomes",
                        List.of(
                                required("person_no", Type.TEXT),
                                required("tax_id", Type.TEXT),
                                required("period", Type.MONTH),
                                of("pay", Type.MONEY),
                                of("tax", Type.MONEY)),
                        List.of("person_no", "tax_id", "period")),
                List.of("tax_id"),
                "s.period",
                List.of(unknownPerson("person_no"), negative("pay"), negative("tax")),
                StagedUpsert.into("taxpayer.person_income")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("person_id", "p.id")
                        .key("period", "s.period")
                        .same("pay", "tax")
                        .join("join taxpayer.person p on p.person_no = s.person_no"));
    }

    private static SourceFeed ratings() {
        return new SourceFeed(
                new FeedSchema(
                        "credit_ratings",
                        List.of(
                                required("tax_id", Type.TEXT),
                                required("year", Type.INTEGER),
                                of("score", Type.MONEY),
                                code("level", false, "A", "B", "M", "C", "D")),
                        List.of("tax_id", "year")),
                List.of("tax_id"),
                "make_date(s.year::int, 12, 31)",
                List.of(
                        new StagedCheck("taxpayer.year", "year", "s.year not between 1990 and 2999"),
                        new StagedCheck("taxpayer.score", "score", "s.score not between 0 and 100")),
                StagedUpsert.into("taxpayer.credit_rating")
                        .key("party_id", "taxpayer.party_id(s.tax_id)")
                        .key("year", "s.year::int")
                        .same("score", "level"));
    }
}
