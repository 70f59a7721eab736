-- What other authorities, banks and platforms give, and what the tax system itself holds beside invoices.
create table taxpayer.source_kind (
  feed text primary key,
  position int not null,
  third_party boolean not null,
  personal boolean not null,
  lag_days int not null
);
comment on table taxpayer.source_kind is 'Reference: feeds and how old their newest day may be (a default of ours, not an official term); third_party ones need an agreement, personal ones are refused without one';
insert into taxpayer.source_kind values
  ('registrations', 1, false, false, 3), ('registration_changes', 2, false, false, 3), ('persons', 3, false, false, 31),
  ('person_roles', 4, false, false, 31), ('invoices', 5, false, false, 2), ('invoice_quotas', 6, false, false, 31),
  ('invoice_usages', 7, false, false, 40), ('vat_returns', 8, false, false, 40), ('withholdings', 9, false, false, 50),
  ('person_incomes', 10, false, true, 50), ('credit_ratings', 11, false, false, 400),
  ('customs_declaration', 20, true, false, 15), ('forex_receipt', 21, true, false, 35), ('bank_flow', 22, true, false, 35),
  ('logistics_waybill', 23, true, false, 15), ('ecommerce_sales', 24, true, false, 50), ('utility_usage', 25, true, false, 50),
  ('market_reg', 26, true, false, 35), ('credit_score', 27, true, true, 95), ('illness_flag', 28, true, true, 95);

create table taxpayer.agreement (
  id bigint generated always as identity primary key,
  code text not null unique,
  feed text not null references taxpayer.source_kind,
  provider text not null,
  legal_basis text not null,
  items text not null,
  given text,
  frequency text not null check (frequency in ('DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY', 'EVENT')),
  lag_days int not null check (lag_days between 1 and 800),
  division_code text,
  valid_from date not null,
  valid_to date,
  contact text not null,
  office_id bigint not null,
  created_by text not null,
  created_at timestamptz not null,
  version int not null default 0,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table taxpayer.agreement is 'Exchange agreements: who gives what on which legal basis, what we give, how often, until when; division_code is the beginning of the divisions it covers';
create index agreement_feed on taxpayer.agreement (feed, valid_from);

create table taxpayer.source_batch (
  batch_id bigint primary key,
  feed text not null,
  agreement_id bigint,
  verification text not null check (verification in ('UNVERIFIED', 'VERIFIED', 'DISPUTED', 'NO_AGREEMENT')),
  rows bigint not null,
  first_day date,
  last_day date,
  received_at timestamptz not null,
  verified_by text,
  verified_at timestamptz,
  note text,
  version int not null default 0
);
comment on table taxpayer.source_batch is 'Deliveries of a source: under which agreement, which days they cover, whether somebody looked at them';
create index source_batch_feed on taxpayer.source_batch (feed, last_day desc);

create table taxpayer.source_month (
  feed text not null,
  month date not null,
  batch_id bigint not null,
  rows bigint not null,
  primary key (feed, month, batch_id)
);
comment on table taxpayer.source_month is 'Months a delivery speaks of: where a month stands here, a taxpayer without rows really has none; elsewhere nothing is known';

create table taxpayer.withholding (
  party_id bigint not null,
  period date not null,
  headcount bigint,
  total_pay numeric(20,2),
  tax numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, period)
);
create table taxpayer.person_income (
  party_id bigint not null,
  person_id bigint not null,
  period date not null,
  pay numeric(20,2),
  tax numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, person_id, period)
);
comment on table taxpayer.person_income is 'What a payer withheld for one person';
create index person_income_person on taxpayer.person_income (person_id, period);
create table taxpayer.credit_rating (
  party_id bigint not null,
  year int not null,
  score numeric(6,2),
  level text,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, year)
);
create table taxpayer.customs_declaration (
  party_id bigint not null,
  decl_no text not null,
  hs10 text not null,
  qty numeric(24,8), unit text,
  fob numeric(20,2), currency text, country text, port text, broker text,
  day date not null,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, decl_no, hs10)
);
create table taxpayer.forex_receipt (
  party_id bigint not null,
  day date not null,
  currency text not null,
  from_country text not null,
  amount numeric(20,2) not null,
  receipt_no text not null,
  uscc text,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, day, currency, from_country, amount, receipt_no)
);
create table taxpayer.bank_flow (
  party_id bigint not null,
  at timestamptz not null,
  account_hash text not null,
  counter_account_hash text not null,
  direction text not null check (direction in ('IN', 'OUT')),
  amount numeric(20,2) not null,
  owner_kind text,
  person_id bigint,
  counter_kind text,
  counter_party_id bigint,
  counter_person_id bigint,
  purpose text,
  balance numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, at, account_hash, counter_account_hash, direction, amount)
);
comment on table taxpayer.bank_flow is 'Account numbers only as digests; party_id 0 where the owner is a natural person, who then stands in person_id';
create index bank_flow_person on taxpayer.bank_flow (person_id) where person_id is not null;
create table taxpayer.logistics_waybill (
  party_id bigint not null,
  day date not null,
  waybill text not null,
  consignee_party_id bigint,
  goods text, weight_t numeric(24,8), from_div text, to_div text,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, day, waybill)
);
comment on column taxpayer.logistics_waybill.waybill is 'Its number, or a digest of its content where the source gives none';
create index logistics_waybill_consignee on taxpayer.logistics_waybill (consignee_party_id, day);
create table taxpayer.ecommerce_sales (
  party_id bigint not null,
  platform text not null,
  shop text not null,
  month date not null,
  gmv numeric(20,2), refund numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, platform, shop, month)
);
create table taxpayer.utility_usage (
  party_id bigint not null,
  month date not null,
  kwh numeric(24,8), water_t numeric(24,8), gas numeric(24,8),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, month)
);
create table taxpayer.market_reg (
  party_id bigint primary key,
  status text, abnormal_list boolean, annual_report text, capital_paid numeric(20,2),
  day date,
  source text not null, batch_id bigint not null, line_no bigint not null
);
create table taxpayer.credit_score (
  person_id bigint not null,
  day date not null,
  band text not null,
  score bigint,
  legal_basis text,
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (person_id, day)
);
comment on column taxpayer.credit_score.score is 'Lower end of the band';
create table taxpayer.illness_flag (
  person_id bigint primary key,
  flag text not null,
  source_batch text,
  received_at date,
  source text not null, batch_id bigint not null, line_no bigint not null
);
comment on table taxpayer.illness_flag is 'A coded flag about legal capacity, never a diagnosis';

create function taxpayer.refresh_source_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze taxpayer.withholding, taxpayer.person_income, taxpayer.credit_rating, taxpayer.customs_declaration, taxpayer.forex_receipt,
    taxpayer.bank_flow, taxpayer.logistics_waybill, taxpayer.ecommerce_sales, taxpayer.utility_usage, taxpayer.market_reg,
    taxpayer.credit_score, taxpayer.illness_flag, taxpayer.source_batch, taxpayer.source_month;
end $$;

-- An account is known by a digest: a source that sends the number itself does not get it kept.
create function taxpayer.account_digest(t text) returns text language sql stable parallel safe as $$
  select case when t ~ '^[0-9 -]{8,32}$' then taxpayer.secret_digest(translate(t, ' -', '')) else coalesce(t, '') end
$$;
