-- what the numbers mean: one catalogue per state of the definition files, positions are places in the vectors
create table indicator.catalogue (
  id int generated always as identity primary key,
  digest text not null unique,
  created_at timestamptz not null default now()
);
create table indicator.catalogue_entry (
  catalogue_id int not null references indicator.catalogue,
  position int not null,
  code text not null,
  kind text not null check (kind in ('VALUE', 'HARD')),
  frame text not null,
  title_zh text not null,
  title_en text not null,
  unit text not null,
  direction text not null check (direction in ('H', 'L', 'O', 'B')),
  stage text not null check (stage in ('PRE', 'MID', 'POST')),
  weight double precision not null,
  primary key (catalogue_id, position),
  unique (catalogue_id, code, kind)
);
comment on column indicator.catalogue_entry.kind is 'VALUE: the indicator; HARD: 1 where its hard rule is met';

create table indicator.run (
  id bigint generated always as identity primary key,
  as_of date not null,
  period date not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED')),
  job_id bigint,
  catalogue_id int references indicator.catalogue,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create unique index run_only_one_open on indicator.run ((true)) where state in ('QUEUED', 'RUNNING');
create table indicator.run_step (
  run_id bigint not null references indicator.run on delete cascade,
  code text not null,
  step_order int not null,
  state text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  rows bigint,
  seconds double precision,
  error text,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (run_id, code)
);

create table indicator.vector (
  subject_id bigint not null,
  period date not null,
  run_id bigint not null,
  catalogue_id int not null,
  "values" double precision[] not null,
  primary key (subject_id, period)
);
create index vector_period on indicator.vector (period);
comment on column indicator.vector."values" is 'by catalogue position; NULL = no data, never 0';

create unlogged table indicator.frame_value (
  run_id bigint not null,
  frame text not null,
  subject_id bigint not null,
  "values" double precision[] not null,
  primary key (subject_id, run_id, frame)
);

create table indicator.distribution (
  run_id bigint not null references indicator.run on delete cascade,
  code text not null,
  subjects bigint not null,
  known bigint not null,
  minimum double precision,
  p10 double precision,
  p50 double precision,
  p90 double precision,
  p99 double precision,
  maximum double precision,
  primary key (run_id, code)
);

create view indicator.v_indicator as
select e.code, e.position, e.title_zh, e.title_en, e.unit, e.direction, e.stage, e.weight, e.frame, e.catalogue_id as catalogue_version
from indicator.catalogue_entry e
where e.kind = 'VALUE' and e.catalogue_id = (select max(id) from indicator.catalogue);

create view indicator.v_vector as
select subject_id, period, run_id, catalogue_id as catalogue_version, "values" from indicator.vector;

create view indicator.v_run as
select id, as_of, period, state, started_at, finished_at, catalogue_id as catalogue_version from indicator.run;
