-- Identity of an invoice: code and number; the seller too where there is no code.
create function invoice.digest(code text, number text, seller_tax_id text) returns bigint language sql immutable parallel safe as $$
  select ('x' || left(md5(case when coalesce(code, '') = '' then '|' || number || '|' || coalesce(taxpayer.norm_tax_id(seller_tax_id), '')
    else code || '|' || number end), 16))::bit(64)::bigint
$$;

create table invoice.invoice (
  party_id bigint not null,
  counter_party_id bigint,
  digest bigint not null,
  issue_time timestamptz not null,
  batch_id bigint not null,
  line_no bigint not null,
  month date not null,
  side text not null check (side in ('OUT', 'IN')),
  blue boolean not null,
  kind text not null,
  code text not null,
  number text not null,
  status text not null,
  management_status text,
  amount numeric(20,2) not null,
  tax numeric(20,2) not null,
  total numeric(20,2) not null,
  own_division text,
  counter_division text,
  counter_name text,
  red_of_code text,
  red_of_number text,
  channel text,
  ip text,
  ip_division text,
  mac text,
  device_serial text,
  issuer text,
  bank_account text,
  primary key (party_id, month, side, digest)
) partition by range (month);
comment on table invoice.invoice is 'An invoice stands twice: OUT with its seller, IN with its buyer; device and network columns with the seller only';
create index invoice_digest on invoice.invoice (digest) where side = 'OUT';

create table invoice.invoice_item (
  party_id bigint not null,
  digest bigint not null,
  month date not null,
  side text not null check (side in ('OUT', 'IN')),
  line int not null,
  item_name text,
  tax_class_code text,
  goods_key text,
  spec text,
  unit text,
  qty numeric(24,8),
  price numeric(24,8),
  amount numeric(20,2) not null,
  rate numeric(12,6),
  tax numeric(20,2),
  batch_id bigint not null,
  line_no bigint not null,
  primary key (party_id, month, side, digest, line)
) partition by range (month);

create table invoice.invoice_quota (
  party_id bigint not null,
  kind text not null,
  approved_at timestamptz not null,
  per_invoice_limit numeric(20,2),
  monthly_count bigint,
  monthly_amount numeric(20,2),
  reason text,
  approver text,
  source text not null,
  batch_id bigint not null,
  line_no bigint not null,
  primary key (party_id, kind, approved_at)
);

create table invoice.invoice_usage (
  party_id bigint not null,
  period date not null,
  digest bigint not null,
  month date,
  usage text not null,
  ticked_at timestamptz,
  effective_tax numeric(20,2),
  source text not null,
  batch_id bigint not null,
  line_no bigint not null,
  primary key (party_id, period, digest)
);
comment on column invoice.invoice_usage.month is 'Month of the invoice; empty while the invoice itself was not loaded';
create index invoice_usage_digest on invoice.invoice_usage (digest);

create table invoice.vat_return (
  party_id bigint not null,
  period date not null,
  filed_at timestamptz,
  due_date date,
  sales_general numeric(20,2), sales_simple numeric(20,2), sales_exempt numeric(20,2), sales_export numeric(20,2),
  r11 numeric(20,2), r12 numeric(20,2), r13 numeric(20,2), r14 numeric(20,2), r15 numeric(20,2), r16 numeric(20,2),
  r17 numeric(20,2), r18 numeric(20,2), r19 numeric(20,2), r20 numeric(20,2), r23 numeric(20,2), r24 numeric(20,2), r34 numeric(20,2),
  source text not null,
  batch_id bigint not null,
  line_no bigint not null,
  primary key (party_id, period)
);

create table invoice.conflict (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('SIDES', 'REPEAT')),
  seller_party_id bigint not null,
  digest bigint not null,
  month date not null,
  code text not null,
  number text not null,
  kept jsonb not null,
  refused jsonb not null,
  batch_id bigint not null,
  line_no bigint not null
);
comment on table invoice.conflict is 'What does not fit: SIDES two files disagree about amounts, REPEAT one number in several months';
create unique index conflict_key on invoice.conflict (batch_id, line_no, kind);
create index conflict_seller on invoice.conflict (seller_party_id);

create table invoice.goods_set (
  name text not null,
  prefix text not null,
  primary key (name, prefix)
);
comment on table invoice.goods_set is 'Reference: tax class prefixes behind opex_in_amt and freight_in_amt; a default of ours, not an official list';
insert into invoice.goods_set values
  ('FREIGHT', '301'), ('OPEX', '301'), ('OPEX', '1100101'), ('OPEX', '1100201'), ('OPEX', '1100301'), ('OPEX', '30405'), ('OPEX', '30404');

alter table invoice.invoice owner to yihu_app;
alter table invoice.invoice_item owner to yihu_app;

-- A status from another source may only move on, never back.
create function invoice.progress(status text) returns int language sql immutable parallel safe as $$
  select case status when 'NORMAL' then 0 when 'RED_PART' then 1 else 2 end
$$;

create table invoice.load (
  batch_id bigint primary key,
  source text not null
);
comment on table invoice.load is 'Source of each merged batch: a later file of the same source may correct amounts, another one may not';
