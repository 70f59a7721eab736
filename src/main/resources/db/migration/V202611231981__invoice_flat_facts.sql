-- Facts of every party with the taxpayer it belongs to, not added up: who groups them anyway need not have it done twice.
create view invoice.v_fact_goods_flat as
select p.subject_id, g.party_id, g.month, g.side, g.goods_key, g.amt, g.qty
from invoice.fact_party_goods_month g join taxpayer.v_party p on p.id = g.party_id;
comment on view invoice.v_fact_goods_flat is 'v_fact_subject_goods_month before it is added up by taxpayer';
create view invoice.v_fact_edge_flat as
select p.subject_id as seller_subject_id, c.subject_id as buyer_subject_id, e.month, e.cnt, e.amt, e.tax, e.first_date, e.last_date
from invoice.fact_party_edge_month e join taxpayer.v_party p on p.id = e.party_id join taxpayer.v_party c on c.id = e.counter_party_id
where e.side = 'OUT';
comment on view invoice.v_fact_edge_flat is 'v_fact_edge_month before it is added up by taxpayer';
