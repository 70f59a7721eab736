package io.yihu.invoice;

import io.yihu.exchange.StagedBatch;
import java.time.LocalDate;

/** SQL that turns staged invoices of one month into rows of the register: one with the seller, one with the buyer. */
final class StagedInvoices {
    /** Columns of {@code invoice.invoice} in the order of {@link #bothSides}. */
    static final String COLUMNS = """
            party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status,
            management_status, amount, tax, total, own_division, counter_division, counter_name, red_of_code, red_of_number,
            channel, ip, ip_division, mac, device_serial, issuer, bank_account""";

    private StagedInvoices() {}

    /** Condition on the staged row {@code s}: issued in the month, Beijing time. */
    static String inMonth(LocalDate month) {
        return "s.issue_time >= timestamptz '%s 00:00+08' and s.issue_time < timestamptz '%s 00:00+08'"
                .formatted(month, month.plusMonths(1));
    }

    static String bothSides(StagedBatch batch, LocalDate month) {
        return """
                select x.party_id, x.counter_party_id, b.digest, b.issue_time, %d::bigint as batch_id, b.line_no, date '%s' as month, x.side,
                  b.blue, b.kind, coalesce(b.code, '') as code, b.number, b.status, b.management_status, b.amount, b.tax,
                  coalesce(b.total, b.amount + b.tax) as total, x.own_division, x.counter_division, x.counter_name, b.red_of_code,
                  b.red_of_number, x.channel, x.ip, x.ip_division, x.mac, x.device_serial, x.issuer, x.bank_account
                from (
                  select s.*, taxpayer.party_id(s.seller_tax_id) as seller, taxpayer.party_id(s.buyer_tax_id) as buyer,
                    invoice.digest(s.code, s.number, s.seller_tax_id) as digest, coalesce(s.blue_flag, s.amount >= 0) as blue,
                    coalesce(s.seller_division, taxpayer.division_of(s.seller_tax_id)) as seller_place,
                    coalesce(s.buyer_division, taxpayer.division_of(s.buyer_tax_id)) as buyer_place
                  from %s s where %s offset 0) b
                cross join lateral (values
                  ('OUT', b.seller, b.buyer, b.seller_place, b.buyer_place, b.buyer_name, b.channel, b.ip, b.ip_division, b.mac,
                    b.device_serial, b.issuer, b.bank_account),
                  ('IN', b.buyer, b.seller, b.buyer_place, b.seller_place, b.seller_name, null, null, null, null, null, null, null)
                ) x (side, party_id, counter_party_id, own_division, counter_division, counter_name, channel, ip, ip_division, mac,
                  device_serial, issuer, bank_account)
                where x.party_id is not null""".formatted(batch.batchId(), month, batch.table(), inMonth(month));
    }

    /** Tax ids and names of all parties of the file. */
    static String parties(StagedBatch batch) {
        return """
                select x.tax_id collate "C" as tax_id, max(x.name collate "C") as name
                from %s s cross join lateral (values (s.seller_tax_id, s.seller_name), (s.buyer_tax_id, s.buyer_name)) x (tax_id, name)
                group by 1""".formatted(batch.table());
    }
}
