package io.yihu.dossier;

import io.yihu.exchange.BatchRow;
import io.yihu.exchange.LineageQueries;
import io.yihu.platform.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record as it was sent, behind a row of a taxpayer's file; only rows that speak of this taxpayer. */
@Component
@RequiredArgsConstructor
public class OriginQueries {
    /** Views with lineage that are asked where the record itself does not name the taxpayer. */
    private static final Map<String, String> VIEWS = Map.ofEntries(
            Map.entry("registrations", "taxpayer.v_registration"),
            Map.entry("person_roles", "taxpayer.v_person_role"),
            Map.entry("registration_changes", "taxpayer.v_change"),
            Map.entry("invoices", "invoice.v_invoice"),
            Map.entry("invoice_quotas", "invoice.v_invoice_quota"),
            Map.entry("invoice_usages", "invoice.v_invoice_usage"),
            Map.entry("vat_returns", "invoice.v_vat_return"),
            Map.entry("withholdings", "taxpayer.v_withholding"),
            Map.entry("credit_ratings", "taxpayer.v_credit_rating"),
            Map.entry("customs_declaration", "taxpayer.v_customs_declaration"),
            Map.entry("forex_receipt", "taxpayer.v_forex_receipt"),
            Map.entry("bank_flow", "taxpayer.v_bank_flow"),
            Map.entry("logistics_waybill", "taxpayer.v_logistics_waybill"),
            Map.entry("ecommerce_sales", "taxpayer.v_ecommerce_sales"),
            Map.entry("utility_usage", "taxpayer.v_utility_usage"),
            Map.entry("market_reg", "taxpayer.v_market_reg"),
            Map.entry("financial_statements", "taxpayer.v_financial_statement"),
            Map.entry("cit_returns", "taxpayer.v_cit_return"),
            Map.entry("social_insurance", "taxpayer.v_social_insurance"),
            Map.entry("arrears", "taxpayer.v_arrear"),
            Map.entry("export_refunds", "taxpayer.v_export_refund"),
            Map.entry("tip_offs", "taxpayer.v_tip_off"),
            Map.entry("tax_events", "taxpayer.v_tax_event"));

    private final JdbcClient jdbc;
    private final LineageQueries lineage;

    LineageQueries.Origin of(long subjectId, long batchId, long line) {
        BatchRow batch = lineage.batch(batchId);
        if (batch == null) {
            throw Refusal.notFound();
        }
        LineageQueries.Origin origin = lineage.origin(batchId, line);
        if (!names(subjectId, origin.cells()) && !stands(subjectId, batch.feed(), batchId, line)) {
            throw Refusal.notFound();
        }
        return origin;
    }

    private boolean names(long subjectId, List<String> cells) {
        Set<String> ids = new HashSet<>(
                jdbc.sql("""
                        select tax_id from taxpayer.v_party where subject_id = :id
                        union select x from taxpayer.v_registration r cross join lateral (values (r.reg_serial), (r.uscc), (r.legacy_tax_id)) v(x)
                        where r.party_id in (select id from taxpayer.v_party where subject_id = :id) and x is not null""").param("id", subjectId).query(String.class).list());
        return cells.stream().map(String::strip).anyMatch(ids::contains);
    }

    private boolean stands(long subjectId, String feed, long batch, long line) {
        String view = VIEWS.get(feed);
        return view != null
                && jdbc.sql("select exists (select from " + view
                                + " where subject_id = :id and batch_id = :batch and line_no = :line)")
                        .param("id", subjectId)
                        .param("batch", batch)
                        .param("line", line)
                        .query(Boolean.class)
                        .single();
    }
}
