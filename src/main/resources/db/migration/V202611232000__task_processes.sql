-- Nine processes: kinds of matters that had none, the version a running one stands on, and hand-over inside a process.
alter table task.task add column process_definition_id text;
alter table task.task add column relayed boolean not null default false;
comment on column task.task.relayed is 'the current step has a duty of its own and was handed to its holder; grids do not decide any more';

alter table task.matter_type add column pause_limit_days int not null default 10 check (pause_limit_days between 0 and 365);
update task.matter_type set process_key = 'risk-remind' where code = 'RISK_REMIND';
update task.matter_type set process_key = 'audit', duty_code = 'AUDIT_SELECT' where code = 'AUDIT';
insert into task.matter_type (code, class, stage, duty_code, skill_tags, mandatory_tags, needs_cert, standard_minutes,
  sla_unit, sla_amount, first_action_hours, merge_key, confidential, needs_approval, process_key, pause_limit_days) values
  ('SERVICE_REQUEST', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 30, 'WORKDAY', 5, null, 'SERVICE', false, false, 'service', 5),
  ('HALL_COACHING', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 60, 'WORKDAY', 5, null, 'SERVICE', false, false, 'hall-coaching', 5),
  ('REGION_CHECK', 'MANAGEMENT', 'POST', 'RISK_ASSESS', '{INVOICE,VAT}', '{}', false, 90, 'WORKDAY', 15, null, 'REGION', false, false, 'region-check', 5),
  ('DATA_QUALITY', 'MANAGEMENT', 'PRE', 'REGISTRATION_CHECK', '{}', '{}', false, 30, 'WORKDAY', 5, null, 'QUALITY', false, true, 'data-quality', 5),
  ('SUPERVISION_ORDER', 'MANAGEMENT', 'POST', 'SOURCE_MANAGE', '{}', '{}', false, 60, 'WORKDAY', 10, null, 'SUPERVISE', false, true, 'supervision', 0);

alter table task.feedback drop constraint feedback_verdict_check;
alter table task.feedback add constraint feedback_verdict_check check (verdict in ('APPROVED', 'RETURNED', 'WITHDRAWN'));

-- Every stop of the clock: what it was for, how long, and how many working days the deadline moved (never beyond the limit).
create table task.pause (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  kind text not null check (kind in ('WAIT_TAXPAYER', 'WAIT_REGION', 'WAIT_APPROVAL', 'SUSPENDED')),
  started_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  days int,
  granted int,
  primary key (subject_id, id)
);
create index pause_task on task.pause (task_id, id);
create unique index pause_open on task.pause (subject_id, task_id) where ended_at is null;

-- Several officers of several offices on one case; one leads.
create table task.team_member (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  officer_id bigint not null,
  kind text not null check (kind in ('COMMON', 'COMPLEX', 'CROSS_REGION')),
  reason text not null,
  joined_at timestamptz not null,
  joined_by text not null,
  left_at timestamptz,
  primary key (subject_id, id)
);
create index team_member_task on task.team_member (task_id);
create index team_member_officer on task.team_member (officer_id) where left_at is null;
create unique index team_member_once on task.team_member (subject_id, task_id, officer_id) where left_at is null;

-- Late work is told to the office's lead, and later to the office above; each is answered by a person.
create table task.escalation (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  cause text not null check (cause in ('FIRST_ACTION', 'DUE')),
  tier int not null check (tier in (1, 2)),
  office_id bigint not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  primary key (subject_id, id),
  unique (subject_id, task_id, cause, tier, due_at)
);
create index escalation_open on task.escalation (office_id, raised_at) where answered_at is null;
create index escalation_task on task.escalation (task_id);
create index task_late on task.task (due_at) where closed_at is null and submitted_at is null;

create view task.v_pause as select id, task_id, subject_id, kind, started_at, ended_at, reason, days, granted from task.pause;
create view task.v_team_member as select id, task_id, subject_id, officer_id, kind, joined_at, left_at from task.team_member;
create view task.v_escalation as
  select id, task_id, subject_id, cause, tier, office_id, raised_at, due_at, answered_at, answered_by, answer from task.escalation;

-- Work already under way: the version it runs on stands with the engine, where that has been here before.
do $$
begin
  if to_regclass('flowable.act_ru_execution') is not null then
    update task.task t set process_definition_id = e.proc_def_id_ from flowable.act_ru_execution e where e.id_ = t.process_instance_id;
  end if;
end $$;
