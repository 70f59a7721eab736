create view taxpayer.v_source_kind as select feed, position, third_party, personal, lag_days from taxpayer.source_kind;
create view taxpayer.v_agreement as
select id, code, feed, provider, legal_basis, items, given, frequency, lag_days, division_code, valid_from, valid_to, contact, office_id,
  created_by, created_at
from taxpayer.agreement;
create view taxpayer.v_source_batch as
select b.batch_id, b.feed, b.agreement_id, a.provider, b.verification, b.rows, b.first_day, b.last_day, b.received_at, b.verified_by,
  b.verified_at, b.note
from taxpayer.source_batch b left join taxpayer.agreement a on a.id = b.agreement_id;

-- Months a source was loaded for, under an agreement and not disputed; division_code is the beginning of what it covers, NULL = everywhere.
create view taxpayer.v_source_period as
select m.feed as source, m.month as period, a.division_code, sum(m.rows)::bigint as rows, max(b.last_day) as last_day,
  bool_or(b.verification = 'VERIFIED') as verified
from taxpayer.source_month m join taxpayer.source_batch b on b.batch_id = m.batch_id
left join taxpayer.agreement a on a.id = b.agreement_id
where b.verification in ('UNVERIFIED', 'VERIFIED')
group by m.feed, m.month, a.division_code;

create view taxpayer.v_source_loaded as
select s.id as subject_id, l.source, l.period, l.verified
from taxpayer.subject s join taxpayer.v_source_period l on l.division_code is null or s.division_code like l.division_code || '%'
where not s.external;
comment on view taxpayer.v_source_loaded is
  'A row = that source was loaded for that taxpayer and month, so no row of the source means none happened; without a row here nothing is known. Ask with source and period';

create view taxpayer.v_withholding as
select p.subject_id, w.party_id, w.period, w.headcount, w.total_pay, w.tax, w.source, w.batch_id, w.line_no
from taxpayer.withholding w join taxpayer.party p on p.id = w.party_id;
create view taxpayer.v_person_income as
select i.person_id, p.subject_id, i.party_id, i.period, i.pay, i.tax, i.source, i.batch_id, i.line_no
from taxpayer.person_income i join taxpayer.party p on p.id = i.party_id;
create view taxpayer.v_credit_rating as
select p.subject_id, r.party_id, r.year, r.score, r.level, r.source, r.batch_id, r.line_no
from taxpayer.credit_rating r join taxpayer.party p on p.id = r.party_id;
create view taxpayer.v_customs_declaration as
select p.subject_id, c.party_id, c.decl_no, c.hs10, c.qty, c.unit, c.fob, c.currency, c.country, c.port, c.broker, c.day, c.source,
  c.batch_id, c.line_no
from taxpayer.customs_declaration c join taxpayer.party p on p.id = c.party_id;
create view taxpayer.v_forex_receipt as
select p.subject_id, f.party_id, f.day, f.currency, f.from_country, f.amount, f.receipt_no, f.source, f.batch_id, f.line_no
from taxpayer.forex_receipt f join taxpayer.party p on p.id = f.party_id;
create view taxpayer.v_bank_flow as
select p.subject_id, b.party_id, b.at, (b.at at time zone 'Asia/Shanghai')::date as day, b.account_hash, b.owner_kind, b.person_id,
  b.counter_account_hash, coalesce(b.counter_kind, case when c.id is not null then 'CORP' end) as counter_kind,
  c.subject_id as counter_subject_id, b.counter_person_id, b.direction, b.amount, b.purpose, b.balance, b.source, b.batch_id, b.line_no
from taxpayer.bank_flow b left join taxpayer.party p on p.id = b.party_id left join taxpayer.party c on c.id = b.counter_party_id;
create view taxpayer.v_logistics_waybill as
select p.subject_id, c.subject_id as consignee_subject_id, l.party_id, l.consignee_party_id, l.waybill, l.goods, l.weight_t, l.from_div,
  l.to_div, l.day, l.source, l.batch_id, l.line_no
from taxpayer.logistics_waybill l join taxpayer.party p on p.id = l.party_id left join taxpayer.party c on c.id = l.consignee_party_id;
create view taxpayer.v_ecommerce_sales as
select p.subject_id, e.party_id, e.platform, e.shop, e.month, e.gmv, e.refund, e.source, e.batch_id, e.line_no
from taxpayer.ecommerce_sales e join taxpayer.party p on p.id = e.party_id;
create view taxpayer.v_utility_usage as
select p.subject_id, u.party_id, u.month, u.kwh, u.water_t, u.gas, u.source, u.batch_id, u.line_no
from taxpayer.utility_usage u join taxpayer.party p on p.id = u.party_id;
create view taxpayer.v_market_reg as
select p.subject_id, m.party_id, m.status, m.abnormal_list, m.annual_report, m.capital_paid, m.day, m.source, m.batch_id, m.line_no
from taxpayer.market_reg m join taxpayer.party p on p.id = m.party_id;
create view taxpayer.v_credit_score as
select person_id, day, band, score, legal_basis, source, batch_id, line_no from taxpayer.credit_score;
create view taxpayer.v_illness_flag as
select person_id, flag, source_batch, received_at, source, batch_id from taxpayer.illness_flag;

-- The third-party fields of the monthly fact; NULL = no row, which means zero only where v_source_loaded says the source was loaded.
create view taxpayer.v_source_fact_month as
select subject_id, month, sum(pay_headcount)::bigint as pay_headcount, sum(pay_total) as pay_total, sum(kwh) as kwh, sum(bank_in) as bank_in,
  sum(bank_out) as bank_out, sum(bank_personal_out) as bank_personal_out
from (
  select subject_id, period as month, headcount as pay_headcount, total_pay as pay_total, null::numeric as kwh, null::numeric as bank_in,
    null::numeric as bank_out, null::numeric as bank_personal_out
  from taxpayer.v_withholding
  union all
  select subject_id, month, null, null, kwh, null, null, null from taxpayer.v_utility_usage
  union all
  select subject_id, date_trunc('month', day)::date, null, null, null, amount * (direction = 'IN')::int, amount * (direction = 'OUT')::int,
    amount * (direction = 'OUT' and counter_kind = 'PERSON')::int
  from taxpayer.v_bank_flow) x
where subject_id is not null
group by subject_id, month;

-- The newest flag and score given by their sources count before what came with the person's own row.
create or replace view taxpayer.v_person as
select p.id, p.person_no, p.name, p.birth, p.sex, p.death_flag,
  coalesce(nullif(f.flag, 'UNKNOWN'), p.capability_flag, f.flag) as capability_flag,
  coalesce((select c.score from taxpayer.credit_score c where c.person_id = p.id order by c.day desc limit 1), p.credit_score) as credit_score,
  p.id_masked, p.id_type, p.phone_masked, p.phone_hash, p.notes, p.source, p.batch_id, p.line_no
from taxpayer.person p left join taxpayer.illness_flag f on f.person_id = p.id;
