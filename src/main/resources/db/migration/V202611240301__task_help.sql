-- Inside a grid: an officer who cannot go on asks technical support, which sees the question and the kind of work, not the taxpayer.
create table task.help_ticket (
  id bigint generated always as identity,
  task_id bigint not null,
  subject_id bigint not null,
  topic text not null check (topic in ('SYSTEM', 'DATA', 'FLOW', 'OTHER')),
  state text not null default 'OPEN' check (state in ('OPEN', 'ANSWERED', 'CLOSED')),
  asked_by bigint not null,
  office_id bigint not null,
  handler_id bigint,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  closed_at timestamptz,
  rounds int not null default 1,
  primary key (subject_id, id)
);
create unique index help_ticket_id on task.help_ticket (id);
create index help_ticket_task on task.help_ticket (task_id);
create index help_ticket_handler on task.help_ticket (handler_id, due_at) where closed_at is null;
create index help_ticket_asked on task.help_ticket (asked_by, id);

create table task.help_entry (
  id bigint generated always as identity,
  ticket_id bigint not null,
  subject_id bigint not null,
  kind text not null check (kind in ('ASK', 'ANSWER', 'AGAIN', 'CLOSE')),
  at timestamptz not null,
  officer_id bigint not null,
  text text not null,
  primary key (subject_id, id)
);
create index help_entry_ticket on task.help_entry (ticket_id, id);

create view task.v_help_ticket as
  select id, task_id, subject_id, topic, state, asked_by, office_id, handler_id, asked_at, due_at, answered_at, closed_at, rounds
  from task.help_ticket;
