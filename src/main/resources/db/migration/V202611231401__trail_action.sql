create table trail.action (
  id bigint generated always as identity primary key,
  recorded_at timestamptz not null default clock_timestamp(),
  txid xid8 not null default pg_current_xact_id(),
  happened_at timestamptz not null,
  actor text not null,
  actor_name text,
  officer_id bigint,
  office_id bigint,
  action text not null,
  reading boolean not null default false,
  object_type text,
  object_id text,
  subject_id bigint,
  details jsonb not null default '{}',
  ip text
);
comment on table trail.action is 'Who did what; append-only for yihu_app, written in the transaction of the action itself';
