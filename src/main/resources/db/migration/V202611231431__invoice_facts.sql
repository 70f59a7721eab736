create table invoice.fact_party_month (
  party_id bigint not null,
  month date not null,
  out_cnt int, out_amt numeric(20,2), out_tax numeric(20,2),
  blue_cnt int, blue_amt numeric(20,2), red_cnt int, red_amt numeric(20,2), void_cnt int, void_amt numeric(20,2),
  top_cnt int, round_cnt int, night_cnt int, holiday_cnt int,
  max_day_amt numeric(20,2), last5_amt numeric(20,2), oop_amt numeric(20,2), dev_cnt int, ip_prov_cnt int,
  in_cnt int, in_amt numeric(20,2), in_tax numeric(20,2), farm_in_tax numeric(20,2), abn_in_tax numeric(20,2),
  primary key (party_id, month)
);
comment on table invoice.fact_party_month is 'Sums over the invoices of one party and month; voided never count in amounts, red letters reduce the month they are issued in';

create table invoice.fact_party_goods_month (
  party_id bigint not null,
  month date not null,
  side text not null,
  goods_key text not null,
  amt numeric(20,2) not null,
  qty numeric(24,8),
  primary key (party_id, month, side, goods_key)
);

create table invoice.fact_party_edge_month (
  party_id bigint not null,
  counter_party_id bigint not null,
  month date not null,
  side text not null,
  cnt int not null,
  first_date date not null,
  last_date date not null,
  amt numeric(20,2) not null,
  tax numeric(20,2) not null,
  primary key (party_id, side, counter_party_id, month)
) partition by range (month);
comment on table invoice.fact_party_edge_month is 'Who dealt with whom, once with the seller (OUT) and once with the buyer (IN)';

create table invoice.fact_subject_month (
  subject_id bigint not null,
  month date not null,
  out_cnt int, out_amt numeric(20,2), out_tax numeric(20,2),
  blue_cnt int, blue_amt numeric(20,2), red_cnt int, red_amt numeric(20,2), void_cnt int, void_amt numeric(20,2),
  top_cnt int, round_cnt int, night_cnt int, holiday_cnt int,
  max_day_amt numeric(20,2), last5_amt numeric(20,2), oop_amt numeric(20,2),
  buyer_cnt int, new_buyer_amt numeric(20,2), top3_buyer_amt numeric(20,2), buyer_hhi numeric(9,6), dev_cnt int, ip_prov_cnt int,
  in_cnt int, in_amt numeric(20,2), in_tax numeric(20,2), in_tax_claim numeric(20,2),
  seller_cnt int, top3_seller_amt numeric(20,2),
  opex_in_amt numeric(20,2), freight_in_amt numeric(20,2), farm_in_tax numeric(20,2), abn_in_tax numeric(20,2),
  r11 numeric(20,2), r12 numeric(20,2), r14 numeric(20,2), r20 numeric(20,2), r23 numeric(20,2), r24 numeric(20,2),
  sales_general numeric(20,2), sales_simple numeric(20,2), sales_exempt numeric(20,2), sales_export numeric(20,2),
  payable numeric(20,2), filed_at timestamptz, due_date date,
  primary key (subject_id, month)
);
comment on table invoice.fact_subject_month is 'Monthly facts of a subject, derived from its parties; NULL = nothing was loaded, never 0';
create index fact_subject_month_month on invoice.fact_subject_month (month);

alter table invoice.fact_party_edge_month owner to yihu_app;
alter table invoice.fact_party_month owner to yihu_app;
alter table invoice.fact_party_goods_month owner to yihu_app;
alter table invoice.fact_subject_month owner to yihu_app;

create table invoice.fact_difference (
  run_id bigint not null,
  what text not null,
  id bigint not null,
  month date not null,
  facts numeric(20,2),
  invoices numeric(20,2),
  primary key (run_id, what, id, month)
);
comment on table invoice.fact_difference is 'Where a nightly check found facts that are not the sum of the invoices; normally empty';
