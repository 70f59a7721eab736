do $$
begin
  create schema if not exists guidance;
  grant usage on schema guidance to yihu_app;
  alter default privileges in schema guidance grant usage, select on sequences to yihu_app;
  alter default privileges in schema guidance grant execute on functions to yihu_app;
  alter default privileges in schema guidance grant select, insert, update, delete, truncate on tables to yihu_app;
end $$;

-- Wordings as people changed them; where there is none the definition holds.
create table guidance.template_version (
  id bigint generated always as identity primary key,
  code text not null,
  version int not null check (version > 1),
  title text not null,
  body text not null,
  notice text,
  reminders int[] not null,
  valid_days int not null check (valid_days between 1 and 365),
  state text not null check (state in ('PENDING', 'LIVE', 'RETIRED', 'REJECTED')),
  reason text not null,
  drafted_by text not null,
  drafted_name text,
  drafted_at timestamptz not null,
  reviewed_by text,
  reviewed_name text,
  reviewed_at timestamptz,
  review_note text,
  unique (code, version),
  check (reviewed_by is null or reviewed_by <> drafted_by)
);
create unique index template_version_pending on guidance.template_version (code) where state = 'PENDING';
create unique index template_version_live on guidance.template_version (code) where state = 'LIVE';
select trail.protect('guidance.template_version');

-- One message to one taxpayer about one event, and how far its service has come.
create sequence guidance.push_id;
create table guidance.push (
  id bigint not null default nextval('guidance.push_id'),
  subject_id bigint not null,
  home_subject_id bigint not null,
  event text not null,
  event_ref text not null,
  happened_at timestamptz not null,
  template text not null,
  template_version int not null,
  level text not null check (level in ('HIGH', 'MEDIUM', 'LOW', 'NONE')),
  taxpayer_class text not null,
  channel text not null,
  title text not null,
  body text not null,
  notice text,
  needs_ack boolean not null,
  needs_phone boolean not null,
  needs_hall boolean not null,
  needs_sign boolean not null,
  calls boolean not null,
  reminders int[] not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'CLOSED', 'WITHDRAWN')),
  delivery text not null default 'PENDING' check (delivery in ('PENDING', 'DELIVERED', 'FAILED')),
  matter_type text,
  task_id bigint,
  own_task boolean not null default true,
  phone_task_id bigint,
  created_at timestamptz not null,
  created_by text not null,
  delivered_at timestamptz,
  read_at timestamptz,
  acked_at timestamptz,
  phoned_at timestamptz,
  attended_at timestamptz,
  signed_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('ACKED', 'PHONED', 'SIGNED', 'EXPIRED', 'WITHDRAWN')),
  answer text,
  answered_at timestamptz,
  choice text check (choice in ('ACCEPTED', 'DECLINED')),
  chosen_at timestamptz,
  reminded int not null default 0,
  next_step_at timestamptz,
  valid_until timestamptz not null,
  version bigint not null default 0,
  primary key (subject_id, id),
  unique (subject_id, home_subject_id, event, event_ref)
);
create index push_id_key on guidance.push (id);
create index push_event_key on guidance.push (home_subject_id, event, event_ref);
create index push_task on guidance.push (task_id);
create index push_phone_task on guidance.push (phone_task_id) where phone_task_id is not null;
create index push_due on guidance.push (next_step_at) where state = 'WAITING' and next_step_at is not null;
create index push_running_out on guidance.push (valid_until) where state = 'WAITING';
comment on column guidance.push.calls is 'somebody telephones where the reminders stay unanswered';
comment on column guidance.push.home_subject_id is 'Taxpayer it was sent to; subject_id follows merges and splits';

-- Events the templates have no words for at that level: looked at once.
create table guidance.silence (
  subject_id bigint not null,
  event text not null,
  event_ref text not null,
  at timestamptz not null,
  primary key (subject_id, event, event_ref)
);

create table guidance.push_step (
  id bigint generated always as identity,
  subject_id bigint not null,
  push_id bigint not null,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  actor_name text,
  note text,
  primary key (subject_id, id)
);
create index push_step_push on guidance.push_step (push_id, id);

-- Links that open once; the address itself is signed and never kept.
create table guidance.link (
  id bigint generated always as identity,
  subject_id bigint not null,
  push_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (subject_id, id)
);
create index link_id_key on guidance.link (id);
create index link_push on guidance.link (push_id);

create table guidance.attendance (
  subject_id bigint not null,
  push_id bigint not null,
  person_id bigint not null,
  person_name text not null,
  role text not null,
  place text not null,
  at timestamptz not null,
  officer_id bigint,
  officer_name text,
  primary key (subject_id, push_id)
);

create table guidance.signature (
  subject_id bigint not null,
  push_id bigint not null,
  person_id bigint not null,
  person_name text not null,
  role text not null check (role in ('LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR')),
  notice text not null,
  strokes text,
  digest text not null,
  signed_at timestamptz not null,
  officer_id bigint,
  officer_name text,
  primary key (subject_id, push_id)
);
comment on column guidance.signature.digest is 'SHA-256 over notice, person, role, strokes and moment; recomputed whenever it is shown';
select trail.protect('guidance.signature');

-- The express line: what taxpayers ask, and who has to answer by when.
create sequence guidance.demand_id;
create table guidance.demand (
  id bigint not null default nextval('guidance.demand_id'),
  subject_id bigint not null,
  home_subject_id bigint not null,
  push_id bigint,
  topic text not null,
  origin text not null check (origin in ('TAXPAYER', 'PHONE', 'HALL', 'OBSERVER')),
  state text not null check (state in ('OPEN', 'ANSWERED', 'CLOSED')),
  task_id bigint,
  rounds int not null default 1,
  opened_at timestamptz not null,
  opened_by text not null,
  due_at timestamptz not null,
  first_answer_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  satisfaction int check (satisfaction between 1 and 5),
  remark text,
  version bigint not null default 0,
  primary key (subject_id, id)
);
create index demand_id_key on guidance.demand (id);
create index demand_task on guidance.demand (task_id);
create index demand_push on guidance.demand (push_id);
create index demand_open on guidance.demand (due_at) where state = 'OPEN';

create table guidance.demand_message (
  id bigint generated always as identity,
  subject_id bigint not null,
  demand_id bigint not null,
  side text not null check (side in ('TAXPAYER', 'OFFICE')),
  author text not null,
  author_name text,
  text text not null,
  at timestamptz not null,
  primary key (subject_id, id)
);
create index demand_message_demand on guidance.demand_message (demand_id, id);

create table guidance.benefit_match (
  subject_id bigint not null,
  policy text not null,
  period text not null,
  facts text not null,
  level text not null default 'NONE',
  enjoyed boolean not null,
  matched_at timestamptz not null,
  left_at timestamptz,
  level_reviewed_by text,
  level_reviewed_at timestamptz,
  primary key (subject_id, policy, period)
);
create index benefit_match_policy on guidance.benefit_match (policy, period);
comment on column guidance.benefit_match.left_at is 'Matched no longer at a later look, kept because it may have been told';

create view guidance.v_push as
select id, subject_id, event, event_ref, happened_at, template, template_version, level, taxpayer_class, channel, title, state, delivery, task_id, phone_task_id,
  created_at, delivered_at, read_at, acked_at, phoned_at, attended_at, signed_at, closed_at, outcome, choice, valid_until
from guidance.push;
create view guidance.v_demand as
select id, subject_id, push_id, topic, origin, state, task_id, opened_at, due_at, first_answer_at, answered_at, closed_at, satisfaction
from guidance.demand;
create view guidance.v_benefit_match as
select subject_id, policy, period, enjoyed, matched_at, left_at from guidance.benefit_match;
