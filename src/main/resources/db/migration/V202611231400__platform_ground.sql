-- The application works in the role yihu_app; objects belong to the connecting owner unless said otherwise.
do $$
begin
  if not exists (select from pg_roles where rolname = 'yihu_app') then
    create role yihu_app nologin;
  end if;
exception when duplicate_object then null;
end $$;
grant yihu_app to current_user;

do $$
declare module text;
begin
  foreach module in array array['platform', 'trail', 'exchange', 'indicator', 'organization', 'taxpayer', 'invoice',
      'grid', 'task', 'risk', 'performance', 'workbench'] loop
    execute format('create schema if not exists %I', module);
    execute format('grant usage on schema %I to yihu_app', module);
    execute format('alter default privileges in schema %I grant usage, select on sequences to yihu_app', module);
    execute format('alter default privileges in schema %I grant execute on functions to yihu_app', module);
    if module = 'trail' then
      execute format('alter default privileges in schema %I grant select, insert on tables to yihu_app', module);
    else
      execute format('alter default privileges in schema %I grant select, insert, update, delete, truncate on tables to yihu_app', module);
    end if;
  end loop;
end $$;
-- staging tables and month partitions are made while loading
grant create on schema exchange, invoice to yihu_app;
create schema flowable authorization yihu_app;

create table platform.marker (
  key text primary key,
  value text not null
);

create table platform.job (
  id bigint generated always as identity primary key,
  kind text not null,
  title text not null,
  parameters jsonb not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED')),
  done bigint not null default 0,
  total bigint not null default 0,
  phrase text,
  error text,
  stop_requested boolean not null default false,
  started_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index job_open on platform.job (kind) where finished_at is null;

create table platform.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on platform.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on platform.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on platform.scheduled_tasks (priority desc, execution_time);

create table platform.spring_session (
  primary_id char(36) not null primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create index spring_session_expiry on platform.spring_session (expiry_time);
create index spring_session_principal on platform.spring_session (principal_name);
create table platform.spring_session_attributes (
  session_primary_id char(36) not null references platform.spring_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
