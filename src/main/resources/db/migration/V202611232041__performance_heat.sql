-- The heat map of a month as it is read: everything below one office in neighbouring rows, cells as arrays, built with the scores.
alter table performance.result drop constraint result_scope_check;
alter table performance.result add constraint result_scope_check check (scope in ('OFFICE', 'STAFF', 'NOBODY'));
alter table performance.result add column office_id bigint;
comment on column performance.result.office_id is 'Where an officer''s units count; NOBODY is what lies at an office without an officer, shown and not scored';

alter table performance.unit add column corrects bigint;
comment on column performance.unit.corrects is 'Unit that this one corrects, by an appeal that was upheld';

alter table performance.appraisal add column published_at timestamptz;
comment on column performance.appraisal.published_at is 'First appraised after its end; appeals run from then on';

create table performance.heat (
  period date not null,
  build bigint not null,
  office_id bigint not null,
  kind text not null check (kind in ('OFFICE', 'STAFF', 'UNASSIGNED', 'TOTAL')),
  id bigint not null,
  indicators text[] not null,
  units bigint[] not null,
  nums numeric[] not null,
  dens numeric[] not null,
  "values" numeric[] not null,
  scores numeric[] not null,
  weights numeric[] not null,
  ranks int[] not null,
  peers int[] not null,
  primary key (period, build, office_id, kind, id)
);
comment on table performance.heat is 'One row per line of a heat map: the page of an office is one stretch of the index';
create index heat_staff on performance.heat (id, period) where kind = 'STAFF';

create table performance.heat_build (
  period date primary key,
  build bigint not null,
  rows bigint not null,
  built_at timestamptz not null
);
comment on table performance.heat_build is 'Which build of a month is read';
create sequence performance.heat_number;

create table performance.linkage (
  period date not null,
  one text not null,
  other text not null,
  shared bigint not null,
  primary key (period, one, other)
);
comment on table performance.linkage is 'How many facts of a month count in two indicators, once in each';
