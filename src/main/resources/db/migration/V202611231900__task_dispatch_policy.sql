-- The levers of the dispatch with their history; without a row the documented defaults hold as version 0.
create table task.dispatch_policy (
  version int primary key,
  skill_pct int not null check (skill_pct between 0 and 100),
  room_pct int not null check (room_pct between 0 and 100),
  continuity_pct int not null check (continuity_pct between 0 and 100),
  horizon_days int not null check (horizon_days between 1 and 20),
  full_pct int not null check (full_pct between 50 and 150),
  hard_cap boolean not null,
  gate_overdue int not null check (gate_overdue between 0 and 1000),
  gate_days int not null check (gate_days between 0 and 365),
  preempt boolean not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  check (skill_pct + room_pct + continuity_pct = 100)
);
comment on table task.dispatch_policy is 'Versions of the dispatch policy; the highest holds. gate_overdue 0 = no gate';

alter table task.dispatch_run add column policy_version int not null default 0;
alter table task.dispatch_run add column repaired int not null default 0;
alter table task.dispatch_run add column preempted int not null default 0;
create or replace view task.v_dispatch_run as
  select id, at, actor, cause, considered, dispatched, undispatched, millis, policy_version, repaired, preempted from task.dispatch_run;

-- What each run knew about the officers it weighed: with the candidates of its tasks it can be computed again.
create table task.dispatch_input (
  run_id bigint not null,
  officer_id bigint not null,
  status text not null,
  away boolean not null,
  certified boolean not null,
  minutes_per_day int not null,
  capacity_pct int not null,
  available_minutes int not null,
  open_minutes numeric(12,2) not null,
  open_count int not null,
  overdue int not null,
  skills jsonb not null,
  duties text[] not null,
  primary key (run_id, officer_id)
);

-- Why this officer: the run, what decided, how many were weighed and how many of them could have had it.
alter table task.task add column dispatch_run_id bigint;
alter table task.task add column dispatch_cause text;
alter table task.task add column candidates int;
alter table task.task add column eligible int;

-- How much work lies with each officer, kept by the database with every statement that changes tasks.
create table task.workload (
  officer_id bigint primary key,
  open_count int not null default 0,
  open_minutes numeric(14,2) not null default 0
);
create function task.lies_with_officer(state text, officer_id bigint, closed_at timestamptz) returns boolean
language sql immutable parallel safe as $$
  select closed_at is null and officer_id is not null and state in ('DISPATCHED', 'ACCEPTED', 'PROCESSING', 'WAIT_TAXPAYER',
    'WAIT_REGION', 'WAIT_APPROVAL', 'RETURNED', 'TRANSFERRED')
$$;

-- Counter rows are locked in the order of officers, whoever comes.
create function task.add_workload(officers bigint[], counts int[], minutes numeric[]) returns void language sql as $$
  insert into task.workload as w (officer_id, open_count, open_minutes)
  select d.officer_id, sum(d.n), sum(d.m) from unnest(officers, counts, minutes) d (officer_id, n, m)
  group by 1 having sum(d.n) <> 0 or sum(d.m) <> 0 order by 1
  on conflict (officer_id) do update set open_count = w.open_count + excluded.open_count,
    open_minutes = w.open_minutes + excluded.open_minutes
$$;
create function task.keep_workload() returns trigger language plpgsql as $$
declare officers bigint[]; counts int[]; minutes numeric[];
begin
  if tg_op = 'INSERT' then
    select array_agg(officer_id), array_agg(n), array_agg(m) into officers, counts, minutes from (
      select n.officer_id, count(*)::int as n, sum(n.standard_minutes * n.priority) as m from new_rows n
      where task.lies_with_officer(n.state, n.officer_id, n.closed_at) group by 1) d;
  elsif tg_op = 'DELETE' then
    select array_agg(officer_id), array_agg(n), array_agg(m) into officers, counts, minutes from (
      select o.officer_id, -count(*)::int as n, -sum(o.standard_minutes * o.priority) as m from old_rows o
      where task.lies_with_officer(o.state, o.officer_id, o.closed_at) group by 1) d;
  else
    select array_agg(officer_id), array_agg(n), array_agg(m) into officers, counts, minutes from (
      select n.officer_id, count(*)::int as n, sum(n.standard_minutes * n.priority) as m from new_rows n
      where task.lies_with_officer(n.state, n.officer_id, n.closed_at) group by 1
      union all
      select o.officer_id, -count(*)::int, -sum(o.standard_minutes * o.priority) from old_rows o
      where task.lies_with_officer(o.state, o.officer_id, o.closed_at) group by 1) d;
  end if;
  if officers is not null then
    perform task.add_workload(officers, counts, minutes);
  end if;
  return null;
end $$;
create trigger workload_inserted after insert on task.task referencing new table as new_rows
  for each statement execute function task.keep_workload();
create trigger workload_updated after update on task.task referencing old table as old_rows new table as new_rows
  for each statement execute function task.keep_workload();
create trigger workload_deleted after delete on task.task referencing old table as old_rows
  for each statement execute function task.keep_workload();
insert into task.workload (officer_id, open_count, open_minutes)
  select officer_id, count(*), sum(standard_minutes * priority) from task.task
  where task.lies_with_officer(state, officer_id, closed_at) group by 1;

-- One desk in the order it is shown, by key.
create index task_inbox on task.task (officer_id, (returned_count > 0) desc, priority desc, due_at, id) where closed_at is null;
drop index task.task_officer_open;

create view task.v_workload as select officer_id, open_count, open_minutes from task.workload;
create view task.v_dispatch_policy as
  select version, skill_pct, room_pct, continuity_pct, horizon_days, full_pct, hard_cap, gate_overdue, gate_days, preempt, reason,
    changed_at, changed_by from task.dispatch_policy;
