-- What an audit teaches: how the violation was done, told to four departments, with suggestions they adopt or reject.
create table task.audit_outcome (
  id bigint generated always as identity primary key,
  task_id bigint not null unique,
  subject_id bigint not null,
  features text not null,
  means text not null,
  rule text not null,
  industry_code text,
  division_code text,
  proposal text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  delivered_at timestamptz
);
comment on table task.audit_outcome is 'Patterns found by audits (POL-15): features, means and rule of the violation';
create table task.outcome_receipt (
  outcome_id bigint not null references task.audit_outcome,
  department text not null check (department in ('TAX_POLICY', 'COLLECTION', 'RISK_CONTROL', 'ASSESSMENT')),
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by text,
  note text,
  primary key (outcome_id, department)
);
create table task.suggestion (
  id bigint generated always as identity primary key,
  outcome_id bigint not null references task.audit_outcome,
  department text not null check (department in ('TAX_POLICY', 'COLLECTION', 'RISK_CONTROL', 'ASSESSMENT')),
  body text not null,
  due_on date not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'ADOPTED', 'REJECTED')),
  decided_at timestamptz,
  decided_by text,
  decision text
);
create index suggestion_outcome on task.suggestion (outcome_id);
comment on table task.suggestion is 'What audits suggest to other departments (POL-16)';

create view task.v_audit_outcome as
  select o.id, o.task_id, o.subject_id, t.office_id, t.officer_id, o.features, o.means, o.rule, o.industry_code, o.division_code, o.proposal,
    o.recorded_at, o.delivered_at from task.audit_outcome o join task.task t on t.subject_id = o.subject_id and t.id = o.task_id;
create view task.v_outcome_receipt as select outcome_id, department, sent_at, received_at, received_by from task.outcome_receipt;
create view task.v_suggestion as
  select s.id, s.outcome_id, o.task_id, o.subject_id, t.office_id, t.officer_id, s.department, s.due_on, s.state, s.decided_at, o.delivered_at
  from task.suggestion s join task.audit_outcome o on o.id = s.outcome_id
  join task.task t on t.subject_id = o.subject_id and t.id = o.task_id where o.delivered_at is not null;
-- Where to look next: trades and provinces in which audits found violations (POL-17).
create view task.v_focus as
  select industry_code, left(division_code, 2) as province, count(*) as outcomes, max(delivered_at) as latest
  from task.audit_outcome where delivered_at is not null group by 1, 2;
