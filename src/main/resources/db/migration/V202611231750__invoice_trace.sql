-- The largest partners of one month are read from the top: a party with a million invoices answers like any other.
create index fact_party_edge_month_largest on invoice.fact_party_edge_month (party_id, side, amt desc, counter_party_id);

-- Large-invoice analysis: only what can be asked for, so that ordinary invoices cost nothing.
create index invoice_large on invoice.invoice (amount desc, digest) where side = 'OUT' and amount >= 100000;
