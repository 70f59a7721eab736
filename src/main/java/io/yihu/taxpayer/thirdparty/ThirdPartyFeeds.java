package io.yihu.taxpayer.thirdparty;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;
import static io.yihu.taxpayer.thirdparty.SourceFeed.BY_TAX_ID_OR_USCC;
import static io.yihu.taxpayer.thirdparty.SourceFeed.negative;
import static io.yihu.taxpayer.thirdparty.SourceFeed.unknownPerson;
import static io.yihu.taxpayer.thirdparty.SourceFeed.unnamed;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedUpsert;
import java.util.List;

/** The feeds of other authorities, banks and platforms: columns as the domain reference names them, and the tax id. */
final class ThirdPartyFeeds {
    private static final String PARTY = "taxpayer.party_id(coalesce(s.tax_id, s.uscc))";
    private static final StagedCheck UNNAMED = unnamed("uscc");

    private ThirdPartyFeeds() {}

    static List<SourceFeed> all() {
        return List.of(
                customs(), forex(), bank(), waybills(), shops(), utilities(), market(), creditScore(), illness());
    }

    private static SourceFeed customs() {
        return new SourceFeed(
                new FeedSchema(
                        "customs_declaration",
                        List.of(
                                required("decl_no", Type.TEXT),
                                of("tax_id", Type.TEXT),
                                of("exporter_uscc", Type.TEXT),
                                of("hs10", Type.TEXT),
                                of("qty", Type.PRICE),
                                of("unit", Type.TEXT),
                                of("fob", Type.MONEY),
                                of("currency", Type.TEXT),
                                of("country", Type.TEXT),
                                of("port", Type.TEXT),
                                of("broker", Type.TEXT),
                                required("date", Type.DATE)),
                        List.of("decl_no", "hs10")),
                List.of("coalesce(tax_id, exporter_uscc)"),
                "s.date",
                List.of(unnamed("exporter_uscc"), negative("fob"), negative("qty")),
                StagedUpsert.into("taxpayer.customs_declaration")
                        .key("party_id", "taxpayer.party_id(coalesce(s.tax_id, s.exporter_uscc))")
                        .key("decl_no", "s.decl_no")
                        .key("hs10", "coalesce(s.hs10, '')")
                        .set("day", "s.date")
                        .same("qty", "unit", "fob", "currency", "country", "port", "broker"));
    }

    private static SourceFeed forex() {
        return new SourceFeed(
                new FeedSchema(
                        "forex_receipt",
                        List.of(
                                of("tax_id", Type.TEXT),
                                of("uscc", Type.TEXT),
                                required("amount", Type.MONEY),
                                of("currency", Type.TEXT),
                                of("from_country", Type.TEXT),
                                required("date", Type.DATE),
                                of("receipt_no", Type.TEXT)),
                        List.of("tax_id", "uscc", "date", "currency", "from_country", "amount", "receipt_no")),
                List.of(BY_TAX_ID_OR_USCC),
                "s.date",
                List.of(UNNAMED),
                StagedUpsert.into("taxpayer.forex_receipt")
                        .key("party_id", PARTY)
                        .key("day", "s.date")
                        .key("currency", "coalesce(s.currency, '')")
                        .key("from_country", "coalesce(s.from_country, '')")
                        .key("amount", "s.amount")
                        .key("receipt_no", "coalesce(s.receipt_no, '')")
                        .set("uscc", "s.uscc"));
    }

    private static SourceFeed bank() {
        return new SourceFeed(
                new FeedSchema(
                        "bank_flow",
                        List.of(
                                of("tax_id", Type.TEXT),
                                required("account_hash", Type.TEXT),
                                code("owner_kind", false, "CORP", "PERSON"),
                                of("owner_subject", Type.TEXT),
                                of("owner_person", Type.TEXT),
                                of("counter_account_hash", Type.TEXT),
                                of("counter_owner", Type.TEXT),
                                code("counter_kind", false, "CORP", "PERSON"),
                                code("direction", true, "IN", "OUT"),
                                required("amount", Type.MONEY),
                                required("time", Type.TIME),
                                of("purpose", Type.TEXT),
                                of("balance", Type.MONEY)),
                        List.of("account_hash", "time", "direction", "amount", "counter_account_hash")),
                List.of("coalesce(tax_id, owner_subject)"),
                "(s.\"time\" at time zone 'Asia/Shanghai')::date",
                List.of(
                        new StagedCheck(
                                "taxpayer.noOwner",
                                "tax_id",
                                "coalesce(s.tax_id, s.owner_subject, s.owner_person) is null"),
                        unknownPerson("owner_person"),
                        negative("amount")),
                StagedUpsert.into("taxpayer.bank_flow")
                        .key("party_id", "coalesce(taxpayer.party_id(coalesce(s.tax_id, s.owner_subject)), 0)")
                        .key("at", "s.\"time\"")
                        .key("account_hash", "taxpayer.account_digest(s.account_hash)")
                        .key("counter_account_hash", "taxpayer.account_digest(s.counter_account_hash)")
                        .key("direction", "s.direction")
                        .key("amount", "s.amount")
                        .set(
                                "owner_kind",
                                "coalesce(s.owner_kind, case when o.id is not null then 'PERSON' else 'CORP' end)")
                        .set("person_id", "o.id")
                        .set("counter_kind", "coalesce(s.counter_kind, case when c.id is not null then 'PERSON' end)")
                        .set(
                                "counter_party_id",
                                "case when c.id is null and s.counter_kind is distinct from 'PERSON' then taxpayer.party_id(s.counter_owner) end")
                        .set("counter_person_id", "c.id")
                        .same("purpose", "balance")
                        .join("left join taxpayer.person o on o.person_no = s.owner_person"
                                + " left join taxpayer.person c on c.person_no = s.counter_owner"));
    }

    private static SourceFeed waybills() {
        return new SourceFeed(
                new FeedSchema(
                        "logistics_waybill",
                        List.of(
                                of("tax_id", Type.TEXT),
                                of("shipper_uscc", Type.TEXT),
                                of("consignee_uscc", Type.TEXT),
                                of("goods", Type.TEXT),
                                of("weight_t", Type.PRICE),
                                of("from_div", Type.TEXT),
                                of("to_div", Type.TEXT),
                                required("date", Type.DATE),
                                of("waybill_no", Type.TEXT)),
                        List.of(
                                "tax_id",
                                "shipper_uscc",
                                "consignee_uscc",
                                "goods",
                                "weight_t",
                                "from_div",
                                "to_div",
                                "date",
                                "waybill_no")),
                List.of("coalesce(shipper_uscc, tax_id)", "consignee_uscc"),
                "s.date",
                List.of(unnamed("shipper_uscc"), negative("weight_t")),
                StagedUpsert.into("taxpayer.logistics_waybill")
                        .key("party_id", "taxpayer.party_id(coalesce(s.shipper_uscc, s.tax_id))")
                        .key("day", "s.date")
                        .key(
                                "waybill",
                                "coalesce(s.waybill_no, md5(concat_ws('|', s.consignee_uscc, s.goods, s.weight_t, s.from_div, s.to_div)))")
                        .set("consignee_party_id", "taxpayer.party_id(s.consignee_uscc)")
                        .same("goods", "weight_t", "from_div", "to_div"));
    }

    private static SourceFeed shops() {
        return new SourceFeed(
                new FeedSchema(
                        "ecommerce_sales",
                        List.of(
                                required("platform", Type.TEXT),
                                of("tax_id", Type.TEXT),
                                of("uscc", Type.TEXT),
                                of("shop", Type.TEXT),
                                required("month", Type.MONTH),
                                of("gmv", Type.MONEY),
                                of("refund", Type.MONEY)),
                        List.of("platform", "tax_id", "uscc", "shop", "month")),
                List.of(BY_TAX_ID_OR_USCC),
                "s.month",
                List.of(UNNAMED, negative("gmv"), negative("refund")),
                StagedUpsert.into("taxpayer.ecommerce_sales")
                        .key("party_id", PARTY)
                        .key("platform", "s.platform")
                        .key("shop", "coalesce(s.shop, '')")
                        .key("month", "s.month")
                        .same("gmv", "refund"));
    }

    private static SourceFeed utilities() {
        return new SourceFeed(
                new FeedSchema(
                        "utility_usage",
                        List.of(
                                of("tax_id", Type.TEXT),
                                of("uscc", Type.TEXT),
                                required("month", Type.MONTH),
                                of("kwh", Type.PRICE),
                                of("water_t", Type.PRICE),
                                of("gas", Type.PRICE)),
                        List.of("tax_id", "uscc", "month")),
                List.of(BY_TAX_ID_OR_USCC),
                "s.month",
                List.of(UNNAMED, negative("kwh"), negative("water_t"), negative("gas")),
                StagedUpsert.into("taxpayer.utility_usage")
                        .key("party_id", PARTY)
                        .key("month", "s.month")
                        .same("kwh", "water_t", "gas"));
    }

    private static SourceFeed market() {
        return new SourceFeed(
                new FeedSchema(
                        "market_reg",
                        List.of(
                                of("tax_id", Type.TEXT),
                                of("uscc", Type.TEXT),
                                of("status", Type.TEXT),
                                of("abnormal_list", Type.BOOLEAN),
                                of("annual_report", Type.TEXT),
                                of("capital_paid", Type.MONEY),
                                of("date", Type.DATE)),
                        List.of("tax_id", "uscc")),
                List.of(BY_TAX_ID_OR_USCC),
                null,
                List.of(UNNAMED),
                StagedUpsert.into("taxpayer.market_reg")
                        .key("party_id", PARTY)
                        .set("day", "s.date")
                        .same("status", "abnormal_list", "annual_report", "capital_paid"));
    }

    private static SourceFeed creditScore() {
        return new SourceFeed(
                new FeedSchema(
                        "credit_score",
                        List.of(
                                required("person", Type.TEXT),
                                required("band", Type.TEXT),
                                required("date", Type.DATE),
                                of("legal_basis", Type.TEXT)),
                        List.of("person", "date")),
                List.of(),
                "s.date",
                List.of(unknownPerson("person")),
                StagedUpsert.into("taxpayer.credit_score")
                        .key("person_id", "p.id")
                        .key("day", "s.date")
                        .same("band", "legal_basis")
                        .set("score", "substring(s.band from '\\d{3}')::bigint")
                        .join("join taxpayer.person p on p.person_no = s.person"));
    }

    private static SourceFeed illness() {
        return new SourceFeed(
                new FeedSchema(
                        "illness_flag",
                        List.of(
                                required("person", Type.TEXT),
                                code("flag", true, "NONE", "LIMITED", "NONE_CAPACITY", "UNKNOWN"),
                                of("source_batch", Type.TEXT),
                                of("received_at", Type.DATE)),
                        List.of("person")),
                List.of(),
                "s.received_at",
                List.of(unknownPerson("person")),
                StagedUpsert.into("taxpayer.illness_flag")
                        .key("person_id", "p.id")
                        .same("flag", "source_batch", "received_at")
                        .join("join taxpayer.person p on p.person_no = s.person"));
    }
}
