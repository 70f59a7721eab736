-- Features derived from declarations: windows, change, volatility, peers; a vector of their own beside the indicators.
create table indicator.feature_entry (
  catalogue_id int not null references indicator.catalogue,
  position int not null,
  code text not null,
  measure text not null,
  derivation text not null,
  title_zh text not null,
  title_en text not null,
  unit text not null,
  primary key (catalogue_id, position),
  unique (catalogue_id, code)
);
create table indicator.feature_vector (
  subject_id bigint not null,
  period date not null,
  run_id bigint not null,
  catalogue_id int not null,
  "values" real[] not null,
  primary key (subject_id, period)
);
alter table indicator.feature_vector alter column "values" set storage plain;
create index feature_vector_period on indicator.feature_vector (period);
comment on column indicator.feature_vector."values" is 'by feature position; NULL = no data, never 0';
create table indicator.peer_group (
  run_id bigint not null references indicator.run on delete cascade,
  measure text not null,
  name text not null,
  n int not null,
  cuts double precision[] not null,
  primary key (run_id, measure, name)
);
comment on table indicator.peer_group is 'Twelve-month sums of the peers of a run at every 5 per cent; groups below 30 are not kept';
create table indicator.series_month (
  run_id bigint not null references indicator.run on delete cascade,
  month date not null,
  measure text not null,
  primary key (run_id, month, measure)
);
comment on table indicator.series_month is 'Months for which a measure is known of anybody: there, a taxpayer without a row has none';
create view indicator.v_feature as
select e.code, e.position, e.measure, e.derivation, e.title_zh, e.title_en, e.unit, e.catalogue_id as catalogue_version
from indicator.feature_entry e where e.catalogue_id = (select max(id) from indicator.catalogue);
create view indicator.v_feature_vector as
select subject_id, period, run_id, catalogue_id as catalogue_version, "values" from indicator.feature_vector;
