package io.yihu.dossier;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each source says of one taxpayer up to a day, newest first; parameters id, day and limit; the last columns are the lineage. */
final class SourceSql {
    private SourceSql() {}

    private static final Map<String, String> SQL = new LinkedHashMap<>();

    static {
        SQL.put("withholdings", """
                select x.period as month, x.headcount, x.total_pay, x.tax, i.listed_heads, i.listed_pay, i.listed_tax, x.batch_id, x.line_no
                from taxpayer.v_withholding x left join lateral (
                  select count(distinct p.person_id) as listed_heads, sum(p.pay) as listed_pay, sum(p.tax) as listed_tax
                  from taxpayer.v_person_income p where p.party_id = x.party_id and p.period = x.period) i on i.listed_heads > 0
                where x.subject_id = :id and x.period <= :day order by x.period desc limit :limit""");
        put("credit_ratings", "year, score, level", "v_credit_rating", "year desc");
        put(
                "market_reg",
                "day, status, abnormal_list, annual_report, capital_paid",
                "v_market_reg",
                "day desc nulls last");
        put(
                "financial_statements",
                "period as month, revenue, cost, inventory, fixed_assets",
                "v_financial_statement",
                "period desc");
        put("cit_returns", "year, revenue, total_profit", "v_cit_return", "year desc");
        put("social_insurance", "period as month, insured_count as headcount", "v_social_insurance", "period desc");
        put("arrears", "period as month, since, amount, settled", "v_arrear", "period desc");
        put("export_refunds", "period as month, refund as refund_tax", "v_export_refund", "period desc");
        put("utility_usage", "month, kwh, water_t, gas", "v_utility_usage", "month desc");
        put("ecommerce_sales", "month, platform, shop, gmv, refund", "v_ecommerce_sales", "month desc, shop");
        put(
                "customs_declaration",
                "day, decl_no, hs10, qty, unit, fob, currency, country, port",
                "v_customs_declaration",
                "day desc");
        put("forex_receipt", "day, amount, currency, from_country", "v_forex_receipt", "day desc");
        SQL.put("bank_flow", """
                select x.day, x.direction, x.amount, x.counter_kind, coalesce(c.name, '') as counter_name, x.purpose, x.balance,
                  x.batch_id, x.line_no
                from taxpayer.v_bank_flow x left join taxpayer.v_subject c on c.id = x.counter_subject_id
                where x.subject_id = :id and x.day <= :day order by x.at desc limit :limit""");
        SQL.put("logistics_waybill", """
                select x.day, x.waybill, case when x.subject_id = :id then 'OUT' else 'IN' end as direction,
                  case when x.subject_id = :id then c.name else s.name end as counter_name, x.goods, x.weight_t, x.from_div, x.to_div,
                  x.batch_id, x.line_no
                from (select * from taxpayer.v_logistics_waybill where subject_id = :id
                  union select * from taxpayer.v_logistics_waybill where consignee_subject_id = :id) x
                left join taxpayer.v_subject s on s.id = x.subject_id left join taxpayer.v_subject c on c.id = x.consignee_subject_id
                where x.day <= :day order by x.day desc, x.waybill limit :limit""");
    }

    private static void put(String feed, String columns, String view, String order) {
        SQL.put(
                feed,
                "select %s, batch_id, line_no from taxpayer.%s where subject_id = :id and %s order by %s limit :limit"
                        .formatted(columns, view, known(columns), order));
    }

    /** A month or year counts once it has begun; what bears no day was received today. */
    private static String known(String columns) {
        String first = columns.substring(0, columns.contains(",") ? columns.indexOf(',') : columns.length());
        return switch (first) {
            case "year" -> "make_date(year::int, 1, 1) <= :day";
            case "period as month" -> "period <= :day";
            case "month" -> "month <= :day";
            default -> "coalesce(day, date '0001-01-01') <= :day";
        };
    }

    static Map<String, String> all() {
        return SQL;
    }
}
