package io.yihu.risk.cases;

import io.yihu.support.StagedFeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of canonical feeds, collected and then loaded through the real merges; every case has taxpayers of its own. */
public final class World {
    private static final List<String> ORDER = List.of(
            "offices",
            "registrations",
            "persons",
            "person_roles",
            "registration_changes",
            "invoice_quotas",
            "invoices",
            "invoice_items",
            "invoice_usages",
            "vat_returns",
            "withholdings",
            "credit_ratings",
            "financial_statements",
            "cit_returns",
            "social_insurance",
            "arrears",
            "export_refunds",
            "tip_offs",
            "customs_declaration",
            "forex_receipt",
            "bank_flow",
            "logistics_waybill",
            "ecommerce_sales",
            "utility_usage",
            "market_reg");
    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    private final List<String> statements = new ArrayList<>();
    private int number;

    public World() {
        row("offices", "code=10000000000 name=总局 level=HQ division_code=");
        row("offices", "code=13300000000 name=省局 level=PROVINCE parent_code=10000000000 division_code=33");
        row("offices", "code=13100000000 name=沪局 level=PROVINCE parent_code=10000000000 division_code=31");
    }

    /** Cells as {@code name=value}, separated by blanks; a tilde stands for a blank. */
    public World row(String feed, String cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String cell : cells.strip().split("\\s+")) {
            int at = cell.indexOf('=');
            row.put(cell.substring(0, at), cell.substring(at + 1).replace('~', ' '));
        }
        rows.computeIfAbsent(feed, name -> new ArrayList<>()).add(row);
        return this;
    }

    /** A general wholesale firm of 2020 unless the cells say otherwise. */
    public World firm(String taxId, String cells) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("reg_serial", "R" + taxId);
        row.put("tax_id", taxId);
        row.put("name", taxId + "公司");
        row.put("status", "03");
        row.put("taxpayer_type", "GENERAL");
        row.put("industry_code", "5164");
        row.put("division_code", "330102");
        row.put("office_code", "13300000000");
        row.put("register_date", "2020-01-01");
        row("registrations", "reg_serial=x " + cells);
        Map<String, String> given =
                rows.get("registrations").remove(rows.get("registrations").size() - 1);
        given.remove("reg_serial");
        row.putAll(given);
        rows.get("registrations").add(row);
        return this;
    }

    public World role(String taxId, String person, String role, String cells) {
        return row("person_roles", "reg_serial=R" + taxId + " person_no=" + person + " role=" + role + " " + cells);
    }

    public World person(String no, String cells) {
        return row("persons", "person_no=" + no + " name=" + no + " " + cells);
    }

    /** A digital special invoice at noon unless the cells say otherwise; returns its number. */
    public String invoice(String seller, String buyer, String day, String amount, String cells) {
        String no = String.format("%020d", ++number);
        String time = has(cells, "issue_time") ? "" : " issue_time=" + day + "T12:00:00+08:00";
        String kind = has(cells, "kind") ? "" : " kind=DIGITAL_SPECIAL";
        String status = has(cells, "status") ? "" : " status=NORMAL";
        String tax = has(cells, "tax") ? "" : " tax=0";
        row(
                "invoices",
                "number=" + no + " seller_tax_id=" + seller + " buyer_tax_id=" + buyer + " amount=" + amount + time
                        + kind + status + tax + " " + cells);
        return no;
    }

    private static boolean has(String cells, String name) {
        return (" " + cells).contains(" " + name + "=");
    }

    /** A matter of this taxpayer ended so; what officers write, not a feed. */
    public World concluded(String taxId, int matter, String conclusion, String asOf) {
        statements.add(
                "insert into risk.label (subject_id, matter_id, as_of, value, confidence, source, conclusion, recorded_at) "
                        + "select id, " + matter + ", '" + asOf + "', 1, 1, 'RULE', '" + conclusion + "', '" + asOf
                        + "' from taxpayer.v_subject where tax_id = '" + taxId + "'");
        return this;
    }

    /** This taxpayer was judged so in an earlier period. */
    public World judged(String taxId, String period, String level) {
        statements.add(
                "insert into risk.judgement (subject_id, period, run_id, score, raw, computed, level, hard) select id, '"
                        + period + "', 0, 80, 40, '" + level + "', '" + level
                        + "', false from taxpayer.v_subject where tax_id = '" + taxId + "'");
        return this;
    }

    /** This taxpayer is exempt from an indicator, approved. */
    public World exempt(String taxId, String indicator) {
        statements.add(
                "insert into risk.listing (subject_id, kind, reason, valid_from, valid_to, created_by, created_at, indicators) "
                        + "select id, 'EXEMPT', '集群注册', '2026-01-01', '2027-01-01', 't', now(), array['" + indicator
                        + "'] from taxpayer.v_subject where tax_id = '" + taxId + "'");
        return this;
    }

    /** What no feed brings, to be run after the load. */
    public List<String> statements() {
        return statements;
    }

    /** A line of goods of an invoice. */
    public World item(String number, String seller, int line, String cells) {
        return row("invoice_items", "number=" + number + " seller_tax_id=" + seller + " line=" + line + " " + cells);
    }

    public void load(StagedFeeds staging) {
        for (String feed : ORDER) {
            List<Map<String, String>> mine = rows.getOrDefault(feed, List.of());
            if (mine.isEmpty()) {
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            mine.forEach(row -> names.addAll(row.keySet()));
            List<String> header = List.copyOf(names);
            var outcome = staging.load(
                    feed,
                    "case",
                    header,
                    mine.stream()
                            .map(row -> header.stream()
                                    .map(name -> row.getOrDefault(name, ""))
                                    .toList())
                            .toList());
            if (!outcome.rejected().isEmpty()) {
                throw new IllegalStateException(feed + ": " + outcome.rejected());
            }
        }
    }
}
