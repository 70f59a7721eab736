-- Partners of a party in a month, so that a taxpayer of one tax id takes them over as they are.
alter table invoice.fact_party_month
  add column buyer_cnt int, add column seller_cnt int,
  add column top3_buyer_amt numeric(20,2), add column top3_seller_amt numeric(20,2), add column buyer_hhi numeric(9,6);
update invoice.fact_party_month f set buyer_cnt = coalesce(p.buyer_cnt, 0), seller_cnt = coalesce(p.seller_cnt, 0),
  top3_buyer_amt = coalesce(p.top3_buyer_amt, 0), top3_seller_amt = coalesce(p.top3_seller_amt, 0), buyer_hhi = p.buyer_hhi
from invoice.fact_party_month m
left join (
  select party_id, month, count(*) filter (where side = 'OUT') as buyer_cnt, count(*) filter (where side = 'IN') as seller_cnt,
    sum(amt) filter (where side = 'OUT' and place <= 3) as top3_buyer_amt, sum(amt) filter (where side = 'IN' and place <= 3) as top3_seller_amt,
    (sum(weight * weight) filter (where side = 'OUT') / nullif(sum(weight) filter (where side = 'OUT') ^ 2, 0))::numeric(9,6) as buyer_hhi
  from (
    select party_id, month, side, amt, greatest(amt, 0)::float8 as weight,
      row_number() over (partition by party_id, month, side order by amt desc) as place
    from invoice.fact_party_edge_month) ranked
  group by 1, 2) p on p.party_id = m.party_id and p.month = m.month
where f.party_id = m.party_id and f.month = m.month;

create table invoice.fact_party_first (
  party_id bigint not null,
  counter_party_id bigint not null,
  first_date date not null,
  primary key (party_id, counter_party_id)
);
comment on table invoice.fact_party_first is 'Day on which a seller first issued to a buyer, over all months: who is new, without searching the past';
insert into invoice.fact_party_first
select party_id, counter_party_id, min(first_date) from invoice.fact_party_edge_month where side = 'OUT' group by 1, 2;
alter table invoice.fact_party_first owner to yihu_app;

alter table invoice.conflict drop constraint conflict_kind_check,
  add constraint conflict_kind_check check (kind in ('SIDES', 'REPEAT', 'SELLER'));
comment on table invoice.conflict is
  'What does not fit: SIDES two files disagree about amounts, REPEAT one number in several months, SELLER one code and number by two sellers';
