-- What taxpayers and other desks of the tax system know beside invoices: statements, income tax, insurance heads, arrears, refunds, tips.
insert into taxpayer.source_kind (feed, position, third_party, personal, lag_days) values
  ('financial_statements', 12, false, false, 120), ('cit_returns', 13, false, false, 500), ('social_insurance', 14, false, false, 50),
  ('arrears', 15, false, false, 40), ('export_refunds', 16, false, false, 65), ('tip_offs', 17, false, false, 31);

create table taxpayer.financial_statement (
  party_id bigint not null,
  period date not null,
  revenue numeric(20,2), cost numeric(20,2), inventory numeric(20,2), fixed_assets numeric(20,2),
  advances numeric(20,2), other_payables numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, period)
);
comment on table taxpayer.financial_statement is 'Income of the month, balances at its end';
create table taxpayer.cit_return (
  party_id bigint not null,
  year int not null,
  revenue numeric(20,2), total_profit numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, year)
);
create table taxpayer.social_insurance (
  party_id bigint not null,
  period date not null,
  insured_count bigint,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, period)
);
create table taxpayer.arrear (
  party_id bigint not null,
  period date not null,
  since date not null,
  amount numeric(20,2) not null,
  settled date,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, period)
);
create table taxpayer.export_refund (
  party_id bigint not null,
  period date not null,
  refund numeric(20,2) not null,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, period)
);
create table taxpayer.tip_off (
  party_id bigint not null,
  tip_no text not null,
  kind text not null check (kind in ('TIP', 'INBOUND_CHECK')),
  received date not null,
  closed date,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, tip_no)
);
create view taxpayer.v_financial_statement as
select p.subject_id, f.party_id, f.period, f.revenue, f.cost, f.inventory, f.fixed_assets, f.advances, f.other_payables, f.source, f.batch_id, f.line_no
from taxpayer.financial_statement f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_cit_return as
select p.subject_id, f.party_id, f.year, f.revenue, f.total_profit, f.source, f.batch_id, f.line_no
from taxpayer.cit_return f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_social_insurance as
select p.subject_id, f.party_id, f.period, f.insured_count, f.source, f.batch_id, f.line_no
from taxpayer.social_insurance f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_arrear as
select p.subject_id, f.party_id, f.period, f.since, f.amount, f.settled, f.source, f.batch_id, f.line_no
from taxpayer.arrear f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_export_refund as
select p.subject_id, f.party_id, f.period, f.refund, f.source, f.batch_id, f.line_no
from taxpayer.export_refund f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_tip_off as
select p.subject_id, f.party_id, f.tip_no, f.kind, f.received, f.closed, f.source, f.batch_id, f.line_no
from taxpayer.tip_off f join taxpayer.party p on p.id = f.party_id;
