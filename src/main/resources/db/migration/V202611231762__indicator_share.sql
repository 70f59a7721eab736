-- Several nodes share one run: units are claimed, fenced and done; values of frames lie in parts by subject.
create table indicator.run_unit (
  run_id bigint not null references indicator.run on delete cascade,
  step text not null,
  unit text not null,
  position int not null,
  state text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  owner text,
  fence int not null default 0,
  lease_until timestamptz,
  rows bigint,
  seconds double precision,
  error text,
  primary key (run_id, step, unit)
);
comment on column indicator.run_unit.fence is 'Rises with every claim; who holds an older number may not write any more';

drop table indicator.frame_value;
create table indicator.frame_value (
  part smallint not null,
  frame smallint not null,
  subject_id bigint not null,
  "values" double precision[] not null
) partition by list (part);
do $$
begin
  for n in 0..15 loop
    execute format('create unlogged table indicator.frame_value_%s partition of indicator.frame_value for values in (%s)', n, n);
  end loop;
end $$;
create unlogged table indicator.run_mark (
  run_id bigint not null,
  catalogue_id int not null
);
comment on table indicator.run_mark is 'Whose values lie in frame_value; a crash of the database empties both';

create table indicator.part_statistics (
  run_id bigint not null references indicator.run on delete cascade,
  part smallint not null,
  position int not null,
  subjects int not null,
  known int not null,
  minimum double precision,
  maximum double precision,
  keys int[] not null,
  counts bigint[] not null,
  sums double precision[] not null,
  primary key (run_id, part, position)
);
comment on table indicator.part_statistics is 'Values of one part by buckets half a per cent wide; merged when all parts are done';

alter table indicator.distribution add column psi double precision;
alter table indicator.distribution add column p25 double precision;
alter table indicator.distribution add column p75 double precision;
alter table indicator.distribution add column keys int[];
alter table indicator.distribution add column counts bigint[];
alter table indicator.distribution add column sums double precision[];
comment on column indicator.distribution.psi is 'Population stability index against the newest run of the period before, no data being a bin of its own';
alter table indicator.vector alter column "values" set storage plain;
