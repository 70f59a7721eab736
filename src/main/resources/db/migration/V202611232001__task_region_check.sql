-- Checks between the region that issued and the regions that received: one package for each recipient grid.
create table task.push_rule (
  id int primary key check (id = 1),
  months int not null check (months between 1 and 36),
  kinds text[] not null,
  least_amount numeric(20,2) not null check (least_amount >= 0),
  check_days int not null check (check_days between 1 and 60),
  ack_days int not null check (ack_days between 1 and 30)
);
comment on table task.push_rule is 'Reference: what goes to recipient grids when an abnormal voucher is confirmed; days are working days';
insert into task.push_rule values (1, 12, '{DIGITAL_SPECIAL,E_SPECIAL,PAPER_SPECIAL,VEHICLE}', 0, 15, 2);

create table task.region_check (
  id bigint generated always as identity primary key,
  issuer_subject_id bigint not null,
  source_task_id bigint not null,
  source_work_order_id bigint not null,
  issuer_grid_id bigint,
  issuer_office_id bigint not null,
  issuer_officer_id bigint,
  recipient_grid_id bigint not null,
  recipient_office_id bigint not null,
  lead_subject_id bigint not null,
  task_id bigint,
  state text not null check (state in ('DRAFT', 'PUSHED', 'RECIPIENT_RECEIVED', 'RECIPIENT_CHECKED', 'FEEDBACK', 'ISSUER_ACK',
    'RECIPIENT_ACK', 'CLOSED')),
  vouchers int not null,
  amount numeric(20,2) not null,
  tax numeric(20,2) not null,
  pushed_at timestamptz,
  due_at timestamptz not null,
  received_at timestamptz,
  received_by bigint,
  feedback_at timestamptz,
  feedback_by bigint,
  feedback_text text,
  ack_due_at timestamptz,
  issuer_ack_at timestamptz,
  issuer_ack_by bigint,
  recipient_ack_at timestamptz,
  recipient_ack_by bigint,
  closed_at timestamptz,
  unique (source_task_id, recipient_grid_id)
);
comment on table task.region_check is 'Packages between grids; closed only when both sides have acknowledged';
create index region_check_task on task.region_check (task_id);
create index region_check_recipient on task.region_check (recipient_office_id, due_at) where closed_at is null;
create index region_check_issuer on task.region_check (issuer_office_id, due_at) where closed_at is null;

create table task.region_voucher (
  check_id bigint not null,
  subject_id bigint not null,
  line int not null,
  kind text not null,
  code text,
  number text not null,
  issue_time timestamptz not null,
  amount numeric(20,2) not null,
  tax numeric(20,2) not null,
  answer text check (answer in ('NOT_DEDUCTED', 'TRANSFERRED_OUT', 'VERIFIED_REAL', 'GOODFAITH', 'REFUSED', 'FLED', 'TO_AUDIT')),
  note text,
  answered_at timestamptz,
  answered_by bigint,
  primary key (subject_id, check_id, line)
);
create index region_voucher_check on task.region_voucher (check_id, line);
select trail.protect('task.region_check');

create view task.v_region_check as
  select id, issuer_subject_id, source_task_id, source_work_order_id, issuer_grid_id, issuer_office_id, issuer_officer_id,
    recipient_grid_id, recipient_office_id, lead_subject_id, task_id, state, vouchers, amount, tax, pushed_at, due_at, received_at,
    feedback_at, ack_due_at, issuer_ack_at, recipient_ack_at, closed_at from task.region_check;
create view task.v_region_voucher as
  select check_id, subject_id, line, kind, code, number, issue_time, amount, tax, answer, answered_at, answered_by from task.region_voucher;
