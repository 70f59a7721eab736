-- What was approved lately is asked every half minute.
create index invoice_quota_approved on invoice.invoice_quota (approved_at);
