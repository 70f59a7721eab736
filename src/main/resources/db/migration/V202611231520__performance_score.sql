create table performance.unit (
  indicator text not null,
  period date not null,
  unit_id bigint not null,
  subject_id bigint not null,
  officer_id bigint,
  office_id bigint not null,
  at timestamptz not null,
  num numeric not null,
  den numeric not null,
  source text not null,
  primary key (subject_id, period, indicator, unit_id)
);
create index unit_office on performance.unit (period, indicator, office_id);
create index unit_officer on performance.unit (officer_id, period);
comment on table performance.unit is 'Unit events: one numerator and denominator each; every score is their sum or median, never a mean of rates';

create table performance.appraisal (
  period date primary key,
  as_of timestamptz not null,
  computed_at timestamptz not null,
  units bigint not null,
  snapshot_hash text not null,
  result_hash text not null
);
comment on table performance.appraisal is 'State of a month: digest of the units and definitions that went in and of the results that came out';

create table performance.result (
  indicator text not null,
  period date not null,
  scope text not null check (scope in ('OFFICE', 'STAFF')),
  scope_id bigint not null,
  units bigint not null,
  num numeric not null,
  den numeric not null check (den > 0),
  value numeric not null,
  shrunk numeric not null,
  score numeric not null,
  weight numeric not null,
  primary key (scope, scope_id, period, indicator)
);
create index result_period on performance.result (period, scope, indicator);
comment on table performance.result is 'Rows stand only where an indicator applies: there was at least one unit';

create view performance.v_score as
select indicator, period, scope, scope_id, num, den, value, score, weight, units, shrunk
from performance.result;
