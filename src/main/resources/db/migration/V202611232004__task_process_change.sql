-- Changed processes: uploaded by one person, put in force or refused by another; running work stays on its version.
create table task.process_change (
  id bigint generated always as identity primary key,
  process_key text not null,
  file_name text not null,
  xml text not null,
  sha256 text not null,
  reason text not null,
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'ACTIVE', 'REJECTED')),
  proposed_at timestamptz not null,
  proposed_by text not null,
  decided_at timestamptz,
  decided_by text,
  decision text,
  definition_id text,
  version int
);
comment on table task.process_change is 'History of changed processes; whoever proposed one never decides about it';
create unique index process_change_open on task.process_change (process_key) where state = 'PROPOSED';
select trail.protect('task.process_change');
