create sequence task.matter_id;
create sequence task.work_order_id;
create sequence task.task_id;

create table task.work_order (
  id bigint not null default nextval('task.work_order_id'),
  subject_id bigint not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
  level text not null,
  priority numeric(4,2) not null,
  items int not null default 1,
  created_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  primary key (subject_id, id)
);
create index work_order_id_key on task.work_order (id);
create index work_order_open on task.work_order (subject_id, created_at) where state = 'OPEN';

create table task.matter (
  id bigint not null default nextval('task.matter_id'),
  subject_id bigint not null,
  type_code text not null references task.matter_type,
  source text not null,
  source_ref text not null,
  level text not null check (level in ('HIGH', 'MEDIUM', 'LOW', 'NONE')),
  title text not null,
  why text,
  state text not null default 'OPEN' check (state in ('OPEN', 'CLOSED', 'CANCELLED')),
  work_order_id bigint not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  conclusion text,
  primary key (subject_id, id),
  unique (subject_id, source, source_ref, type_code)
);
create index matter_id_key on task.matter (id);
create index matter_work_order on task.matter (work_order_id);

create table task.task (
  id bigint not null default nextval('task.task_id'),
  matter_id bigint not null,
  work_order_id bigint not null,
  subject_id bigint not null,
  matter_type text not null,
  source text not null,
  level text not null,
  grid_id bigint,
  office_id bigint,
  officer_id bigint,
  duty_code text not null,
  state text not null check (state in ('NEW', 'DISPATCHED', 'ACCEPTED', 'PROCESSING', 'WAIT_TAXPAYER', 'WAIT_REGION',
    'WAIT_APPROVAL', 'SUBMITTED', 'APPROVED', 'CLOSED', 'RETURNED', 'SUSPENDED', 'TRANSFERRED', 'CANCELLED')),
  priority numeric(4,2) not null,
  standard_minutes int not null,
  created_at timestamptz not null,
  dispatched_at timestamptz,
  accepted_at timestamptz,
  first_action_at timestamptz,
  submitted_at timestamptz,
  approved_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz not null,
  first_due_at timestamptz,
  conclusion text,
  approver_id bigint,
  returned_count int not null default 0,
  queue_reason text,
  process_instance_id text,
  step text,
  step_since timestamptz,
  version bigint not null default 0,
  primary key (subject_id, id)
);
create index task_id_key on task.task (id);
create index task_matter on task.task (matter_id);
create index task_work_order on task.task (work_order_id);
create index task_officer_open on task.task (officer_id, due_at) where closed_at is null;
create index task_officer_closed on task.task (officer_id, closed_at) where closed_at is not null;
create index task_queue on task.task (priority desc, due_at, id) where state = 'NEW';
create index task_submitted on task.task (submitted_at, id) where state = 'SUBMITTED';
create index task_list on task.task (office_id, id);

create table task.task_event (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  at timestamptz not null,
  officer_id bigint,
  actor text not null,
  actor_name text,
  from_state text,
  to_state text not null,
  step text,
  note text,
  primary key (subject_id, id)
);
create index task_event_task on task.task_event (task_id, id);

-- projection of the engine: one row per step a task reached
create table task.task_step (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  step text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  officer_id bigint,
  outcome text,
  note text,
  companion_id bigint,
  occurred_on date,
  primary key (subject_id, id)
);
create index task_step_task on task.task_step (task_id, id);
create unique index task_step_current on task.task_step (subject_id, task_id) where finished_at is null;

create table task.feedback (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  category text not null references task.feedback_category,
  reason_code text references task.exclude_reason,
  text text not null,
  facts jsonb not null,
  officer_id bigint,
  created_at timestamptz not null,
  verdict text check (verdict in ('APPROVED', 'RETURNED')),
  verdict_note text,
  verdict_by bigint,
  verdict_at timestamptz,
  primary key (subject_id, id)
);
create index feedback_task on task.feedback (task_id, id);

create table task.evidence (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  content bytea not null,
  uploaded_by bigint,
  uploaded_at timestamptz not null,
  primary key (subject_id, id),
  unique (subject_id, task_id, sha256)
);
create index evidence_task on task.evidence (task_id, id);

create table task.dispatch_run (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  cause text not null,
  considered int not null,
  dispatched int not null,
  undispatched int not null,
  millis bigint not null
);
create index dispatch_run_at on task.dispatch_run (at desc);

-- "why me?": every candidate of the last attempt with all inputs of the formula
create table task.candidate (
  subject_id bigint not null,
  task_id bigint not null,
  officer_id bigint not null,
  dispatch_run_id bigint not null,
  grid_id bigint not null,
  skill numeric(6,4) not null,
  open_minutes numeric(10,2) not null,
  open_count int not null,
  capacity_pct int not null,
  available_minutes int not null,
  saturation numeric(6,4) not null,
  continuity numeric(3,2) not null,
  score numeric(8,6) not null,
  tie_hash text not null,
  excluded text,
  rank int,
  chosen boolean not null default false,
  primary key (subject_id, task_id, officer_id)
);
create index candidate_task on task.candidate (task_id);

create view task.v_matter_type as select code, class, stage, duty_code, standard_minutes, process_key from task.matter_type;
create view task.v_matter as
  select id, subject_id, type_code, source, source_ref, level, title, state, work_order_id, created_at, due_at, closed_at, conclusion, why
  from task.matter;
create view task.v_task as
  select id, matter_id, work_order_id, subject_id, matter_type, source, level, grid_id, office_id, officer_id, duty_code, state,
    priority, standard_minutes, created_at, dispatched_at, accepted_at, first_action_at, submitted_at, approved_at, closed_at,
    due_at, conclusion, approver_id, returned_count, first_due_at, step, queue_reason
  from task.task;
create view task.v_task_event as
  select id, task_id, at, officer_id, actor, from_state, to_state, note, subject_id, step from task.task_event;
create view task.v_feedback as
  select id, task_id, subject_id, category, reason_code, text, facts, officer_id, created_at, verdict, verdict_by, verdict_at
  from task.feedback;
create view task.v_dispatch_run as
  select id, at, actor, cause, considered, dispatched, undispatched, millis from task.dispatch_run;
create view task.v_candidate as
  select task_id, subject_id, officer_id, dispatch_run_id, grid_id, skill, open_minutes, open_count, capacity_pct, available_minutes,
    saturation, continuity, score, excluded, rank, chosen
  from task.candidate;
