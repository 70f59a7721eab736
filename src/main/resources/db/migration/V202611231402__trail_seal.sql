-- Rows get a gap-free number when they are sealed; the order of ids is not the order of commits.
create table trail.log (
  id text primary key,
  suite text not null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table trail.log is 'Name of this log, drawn once';

create table trail.checkpoint (
  number bigint primary key,
  log_id text not null,
  first_seq bigint not null,
  tree_size bigint not null,
  root bytea not null,
  segment_root bytea not null,
  snapshot text not null,
  sealed_at timestamptz not null,
  previous bytea,
  key_id text not null,
  signature bytea not null
);
comment on table trail.checkpoint is 'One per sealed segment: root of the whole RFC 6962 tree so far, chained by hash and signed';
comment on column trail.checkpoint.snapshot is 'pg_snapshot the segment was cut at: every row visible in it is sealed, one that turns up later was smuggled in';

create table trail.sealed (
  seq bigint primary key,
  action_id bigint not null unique,
  segment bigint not null,
  leaf bytea not null
);
comment on table trail.sealed is 'Position of each sealed row in the tree, from 0 without gaps';

create table trail.node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);
comment on table trail.node is 'Hashes of complete subtrees of 256, 65536 and 16777216 leaves, so that proofs read few rows';

create table trail.verification (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  rows bigint not null,
  checkpoints bigint not null,
  unsealed bigint not null,
  problem text,
  seq bigint,
  action_id bigint,
  segment bigint
);
comment on table trail.verification is 'Results of checks of the whole log; problem NULL means intact';

create view trail.v_action as
select a.id, a.recorded_at, a.happened_at, a.actor, a.actor_name, a.officer_id, a.office_id, a.office_path, a.action,
       a.reading, a.object_type, a.object_id, a.subject_id, a.details, a.ip, s.seq, s.seq is not null as sealed
from trail.action a
left join trail.sealed s on s.action_id = a.id;
