create view invoice.v_fact_party_month as
select party_id, month, out_cnt, out_amt, out_tax, in_cnt, in_amt, in_tax from invoice.fact_party_month;
comment on view invoice.v_fact_party_month is 'Monthly sums of a tax id, for a taxpayer as it was made up on a past day';
