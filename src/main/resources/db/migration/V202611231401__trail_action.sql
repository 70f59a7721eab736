-- Partitioned by id, so that old rows can be detached; a partition of a hundred million rows and one for the rest.
create sequence trail.action_id;
create table trail.action (
  id bigint not null default nextval('trail.action_id'),
  recorded_at timestamptz not null default clock_timestamp(),
  txid xid8 not null default pg_current_xact_id(),
  happened_at timestamptz not null,
  actor text not null,
  actor_name text,
  officer_id bigint,
  office_id bigint,
  office_path text,
  action text not null,
  reading boolean not null default false,
  object_type text,
  object_id text,
  subject_id bigint,
  details jsonb not null default '{}',
  ip text,
  primary key (id)
) partition by range (id);
alter sequence trail.action_id owned by trail.action.id;
create table trail.action_first partition of trail.action for values from (minvalue) to (100000000);
create table trail.action_rest partition of trail.action default;
create index action_txid on trail.action (txid);
create index action_time on trail.action (happened_at desc, id desc);
create index action_actor on trail.action (actor, happened_at desc);
create index action_object on trail.action (object_type, object_id) where object_id is not null;
create index action_subject on trail.action (subject_id, happened_at desc) where subject_id is not null;
comment on table trail.action is 'Who did what; append-only for yihu_app, written in the transaction of the action itself';
comment on column trail.action.office_path is 'Path of the office the actor acted for at that moment';
create index action_code on trail.action (action, happened_at desc);
