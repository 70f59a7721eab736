package io.yihu.invoice;

/** SQL that keeps aside an invoice whose code and number another seller has already. */
final class SellerConflicts {
    /** Takes a select of rows of invoices with {@code kept_seller}, {@code kept_amount}, {@code kept_batch}, {@code kept_line}. */
    static final String KEEP = """
            insert into invoice.conflict (kind, seller_party_id, digest, month, code, number, kept, refused, batch_id, line_no)
            select 'SELLER', n.party_id, n.digest, n.month, n.code, n.number,
              jsonb_build_object('seller', (select tax_id from taxpayer.v_party where id = n.kept_seller), 'amount', n.kept_amount,
                'batch', n.kept_batch, 'line', n.kept_line),
              jsonb_build_object('seller', (select tax_id from taxpayer.v_party where id = n.party_id), 'amount', n.amount),
              n.batch_id, n.line_no
            from (%s) n on conflict (batch_id, line_no, kind) do nothing""";

    private SellerConflicts() {}
}
