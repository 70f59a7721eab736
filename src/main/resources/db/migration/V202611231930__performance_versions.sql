-- Parameters of an indicator as people changed them: tried on a past month, then agreed by another person, in force from a month on.
create table performance.definition_version (
  id bigint generated always as identity primary key,
  code text not null,
  version int not null,
  function text not null check (function in ('SF1', 'SF2', 'SF3', 'SF4', 'SF5')),
  first numeric,
  second numeric,
  weight numeric not null check (weight >= 0),
  valid_from date not null,
  reason text not null,
  state text not null check (state in ('TRIED', 'ENABLED', 'REJECTED')),
  trial_period date not null,
  trial jsonb not null,
  proposed_by text not null,
  proposed_name text,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  unique (code, version),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'TRIED') = (decided_by is null))
);
create unique index definition_version_open on performance.definition_version (code) where state = 'TRIED';
comment on table performance.definition_version is 'One definition for the whole country: no office in it';
select trail.protect('performance.definition_version');

alter table performance.result add column peer text, add column rank int, add column peers int;
comment on column performance.result.peer is 'Level of the offices compared; rank 1 is the best of peers';

create or replace view performance.v_score as
select indicator, period, scope, scope_id, num, den, value, score, weight, units, shrunk
from performance.result where weight > 0;
