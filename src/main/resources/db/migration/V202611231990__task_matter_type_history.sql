-- Kinds of matters are edited; what stood before is kept with the reason.
create table task.matter_type_change (
  id bigint generated always as identity primary key,
  code text not null,
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by text not null
);
create index matter_type_change_code on task.matter_type_change (code, id);
comment on table task.matter_type_change is 'History of task.matter_type';
