package io.yihu.invoice;

import io.yihu.exchange.DerivedColumn;
import io.yihu.exchange.StagedBatch;
import io.yihu.taxpayer.PartyId;
import java.time.LocalDate;
import java.util.List;

/** SQL that turns staged invoices of one month into rows of the register: one with the seller, one with the buyer. */
final class StagedInvoices {
    /** Columns of {@code invoice.invoice} in the order of {@link #seller} and {@link #buyer}. */
    static final String COLUMNS = """
            party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status,
            management_status, amount, tax, total, own_division, counter_division, counter_name, red_of_code, red_of_number,
            channel, ip, ip_division, mac, device_serial, issuer, bank_account""";

    /** Ids worked out while the file is read; SQL has the last word and works out what is missing. */
    static final List<DerivedColumn> DERIVED = List.of(
            new DerivedColumn("_seller", List.of("seller_tax_id"), texts -> party(texts[0])),
            new DerivedColumn("_buyer", List.of("buyer_tax_id"), texts -> party(texts[0])),
            new DerivedColumn(
                    "_digest",
                    List.of("code", "number", "seller_tax_id"),
                    texts -> digest(texts[0], texts[1], texts[2])),
            new DerivedColumn("_seller_division", List.of("seller_tax_id"), texts -> division(texts[0])),
            new DerivedColumn("_buyer_division", List.of("buyer_tax_id"), texts -> division(texts[0])));

    static final String SELLER = "coalesce(s._seller, taxpayer.party_id(s.seller_tax_id))";
    static final String BUYER = "coalesce(s._buyer, taxpayer.party_id(s.buyer_tax_id))";
    static final String DIGEST = "coalesce(s._digest, invoice.digest(s.code, s.number, s.seller_tax_id))";

    private StagedInvoices() {}

    static Long party(String taxId) {
        return taxId == null || !plain(taxId) || taxId.isBlank() ? null : (Long) PartyId.of(taxId);
    }

    /** The same as {@code invoice.digest} in SQL; null where letters are not plain ones. */
    static Long digest(String code, String number, String sellerTaxId) {
        if (number == null) {
            return null;
        }
        if (code != null && !code.isEmpty()) {
            return PartyId.digest(code + "|" + number);
        }
        if (sellerTaxId == null || !plain(sellerTaxId)) {
            return null;
        }
        String seller = PartyId.normalise(sellerTaxId);
        return PartyId.digest("|" + number + "|" + (seller == null ? "" : seller));
    }

    /** The same as {@code taxpayer.division_of} in SQL, where it yields six digits. */
    static Long division(String taxId) {
        int at = taxId == null ? -1 : taxId.length() == 15 ? 0 : taxId.length() == 18 ? 2 : -1;
        if (at < 0 || at == 2 && "159Yy".indexOf(taxId.charAt(0)) < 0) {
            return null;
        }
        long code = 0;
        for (int i = at; i < at + 6; i++) {
            char digit = taxId.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            code = code * 10 + digit - '0';
        }
        return code < 110_000 || code > 829_999 ? null : (Long) code;
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Condition on the staged row {@code s}: issued in the month, Beijing time. */
    static String inMonth(LocalDate month) {
        return "s.issue_time >= timestamptz '%s 00:00+08' and s.issue_time < timestamptz '%s 00:00+08'"
                .formatted(month, month.plusMonths(1));
    }

    /** Rows of the sellers. */
    static String seller(StagedBatch batch, LocalDate month) {
        return """
                select %1$s as party_id, %2$s as counter_party_id, %3$s as digest, s.issue_time, %4$d::bigint as batch_id, s.line_no,
                  date '%5$s' as month, 'OUT' as side, coalesce(s.blue_flag, s.amount >= 0) as blue, s.kind, coalesce(s.code, '') as code,
                  s.number, s.status, s.management_status, s.amount, s.tax, coalesce(s.total, s.amount + s.tax) as total,
                  coalesce(s.seller_division, s._seller_division::text, taxpayer.division_of(s.seller_tax_id)) as own_division,
                  coalesce(s.buyer_division, s._buyer_division::text, taxpayer.division_of(s.buyer_tax_id)) as counter_division, s.buyer_name as counter_name,
                  s.red_of_code, s.red_of_number, s.channel, s.ip, s.ip_division, s.mac, s.device_serial, s.issuer, s.bank_account
                from %6$s s where %7$s""".formatted(SELLER, BUYER, DIGEST, batch.batchId(), month, batch.table(), inMonth(month));
    }

    /** Rows of the buyers, where one is named; without the seller's devices. */
    static String buyer(StagedBatch batch, LocalDate month) {
        return """
                select %2$s as party_id, %1$s as counter_party_id, %3$s as digest, s.issue_time, %4$d::bigint as batch_id, s.line_no,
                  date '%5$s' as month, 'IN' as side, coalesce(s.blue_flag, s.amount >= 0) as blue, s.kind, coalesce(s.code, '') as code,
                  s.number, s.status, s.management_status, s.amount, s.tax, coalesce(s.total, s.amount + s.tax) as total,
                  coalesce(s.buyer_division, s._buyer_division::text, taxpayer.division_of(s.buyer_tax_id)) as own_division,
                  coalesce(s.seller_division, s._seller_division::text, taxpayer.division_of(s.seller_tax_id)) as counter_division, s.seller_name as counter_name,
                  s.red_of_code, s.red_of_number, null as channel, null as ip, null as ip_division, null as mac, null as device_serial,
                  null as issuer, null as bank_account
                from %6$s s where %7$s and %2$s is not null""".formatted(SELLER, BUYER, DIGEST, batch.batchId(), month, batch.table(), inMonth(month));
    }

    /** Tax ids and names of all parties of the file. */
    static String parties(StagedBatch batch) {
        return """
                select x.tax_id collate "C" as tax_id, max(x.name collate "C") as name
                from %s s cross join lateral (values (s.seller_tax_id, s.seller_name), (s.buyer_tax_id, s.buyer_name)) x (tax_id, name)
                group by 1""".formatted(batch.table());
    }
}
