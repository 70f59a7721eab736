create table invoice.fact_check (
  run_id bigint primary key,
  period date not null,
  checked_at timestamptz not null,
  differences bigint not null
);
comment on table invoice.fact_check is 'Each comparison of facts with the invoices; what differs stands in fact_difference';
