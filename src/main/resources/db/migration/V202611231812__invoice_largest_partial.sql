-- The index that reads the largest partners from the top also carries the partner, and to the planner, who knows only the average party,
-- it looked as good as the primary key for finding one partner: of a hub each such look-up then read the whole month. Being partial it
-- answers only those who ask for amounts above zero; everybody else takes the primary key.
drop index invoice.fact_party_edge_month_largest;
create index fact_party_edge_month_largest on invoice.fact_party_edge_month (party_id, side, amt desc, counter_party_id) where amt > 0;
