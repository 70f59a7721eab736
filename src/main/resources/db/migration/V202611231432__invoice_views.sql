create view invoice.v_invoice as
select i.party_id, p.subject_id, i.month, i.side, i.digest, i.counter_party_id, i.kind, i.code, i.number, i.issue_time, i.amount, i.tax,
  i.total, i.status, i.blue, i.red_of_code, i.red_of_number, i.management_status, i.channel, i.ip, i.ip_division, i.mac, i.device_serial,
  i.issuer, i.own_division, i.counter_division, i.counter_name, i.batch_id, i.line_no, i.bank_account
from invoice.invoice i join taxpayer.v_party p on p.id = i.party_id;

create view invoice.v_invoice_item as
select party_id, month, side, digest, line, item_name, tax_class_code, goods_key, spec, unit, qty, price, amount, rate, tax, batch_id, line_no
from invoice.invoice_item;

create view invoice.v_invoice_quota as
select p.subject_id, q.party_id, q.kind, q.per_invoice_limit, q.monthly_count, q.monthly_amount, q.reason, q.approver, q.approved_at,
  q.source, q.batch_id, q.line_no
from invoice.invoice_quota q join taxpayer.v_party p on p.id = q.party_id;

create view invoice.v_invoice_usage as
select p.subject_id, u.party_id, u.month, u.digest, u.usage, u.period, u.ticked_at, u.effective_tax, u.source, u.batch_id, u.line_no
from invoice.invoice_usage u join taxpayer.v_party p on p.id = u.party_id;

create view invoice.v_vat_return as
select p.subject_id, r.party_id, r.period, r.filed_at, r.due_date, r.sales_general, r.sales_simple, r.sales_exempt, r.sales_export,
  r.r11, r.r12, r.r13, r.r14, r.r15, r.r16, r.r17, r.r18, r.r19, r.r20, r.r23, r.r24, r.r34, r.source, r.batch_id, r.line_no
from invoice.vat_return r join taxpayer.v_party p on p.id = r.party_id;

create view invoice.v_fact_subject_month as select * from invoice.fact_subject_month;
comment on view invoice.v_fact_subject_month is
  'out_cnt counts valid (blue and red) invoices; top, round, night and holiday count valid blue ones; dev, ip province and largest day are the largest of the parties';

create view invoice.v_fact_subject_goods_month as
select p.subject_id, g.month, g.side, g.goods_key, sum(g.amt) as amt, sum(g.qty) as qty
from invoice.fact_party_goods_month g join taxpayer.v_party p on p.id = g.party_id
group by p.subject_id, g.month, g.side, g.goods_key;

create view invoice.v_counterparty_month as
select p.subject_id, e.side, c.subject_id as counter_subject_id, e.month, sum(e.cnt)::int as cnt, sum(e.amt) as amt, sum(e.tax) as tax,
  min(e.first_date) as first_date, max(e.last_date) as last_date
from invoice.fact_party_edge_month e
join taxpayer.v_party p on p.id = e.party_id
join taxpayer.v_party c on c.id = e.counter_party_id
group by p.subject_id, e.side, c.subject_id, e.month;

create view invoice.v_fact_edge_month as
select subject_id as seller_subject_id, counter_subject_id as buyer_subject_id, month, cnt, amt, tax, first_date, last_date
from invoice.v_counterparty_month where side = 'OUT';

create view invoice.v_conflict as
select c.id, c.kind, p.subject_id, c.seller_party_id, c.digest, c.month, c.code, c.number, c.kept, c.refused, c.batch_id, c.line_no
from invoice.conflict c join taxpayer.v_party p on p.id = c.seller_party_id;
