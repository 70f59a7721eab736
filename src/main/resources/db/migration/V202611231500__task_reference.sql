create table task.matter_type (
  code text primary key,
  class text not null check (class in ('SERVICE', 'MANAGEMENT', 'SUPERVISION')),
  stage text not null check (stage in ('PRE', 'MID', 'POST')),
  duty_code text not null,
  skill_tags text[] not null default '{}',
  mandatory_tags text[] not null default '{}',
  needs_cert boolean not null default false,
  standard_minutes int not null check (standard_minutes > 0),
  sla_unit text not null check (sla_unit in ('WORKDAY', 'DAY')),
  sla_amount int not null check (sla_amount > 0),
  first_action_hours int,
  merge_key text not null,
  merge_window_h int not null default 72,
  confidential boolean not null default false,
  needs_approval boolean not null default true,
  process_key text
);
comment on table task.matter_type is 'Reference: kinds of matters (事项); times and skills are defaults to be edited, not official figures';

insert into task.matter_type (code, class, stage, duty_code, skill_tags, mandatory_tags, needs_cert, standard_minutes,
  sla_unit, sla_amount, first_action_hours, merge_key, confidential, needs_approval, process_key) values
  ('RISK_REMIND', 'MANAGEMENT', 'POST', 'RISK_REMIND', '{RISK_RESPONSE}', '{}', false, 30, 'DAY', 10, null, 'RISK', false, true, null),
  ('ASSESSMENT', 'MANAGEMENT', 'POST', 'RISK_ASSESS', '{RISK_RESPONSE,VAT}', '{}', true, 240, 'DAY', 30, null, 'RISK', false, true, 'assessment'),
  ('POST_RESPONSE', 'MANAGEMENT', 'POST', 'RISK_ASSESS', '{RISK_RESPONSE,INVOICE,VAT}', '{}', true, 180, 'WORKDAY', 10, 2, 'RISK', false, true, 'fast-response'),
  ('ABNORMAL_VOUCHER', 'MANAGEMENT', 'POST', 'RISK_ASSESS', '{INVOICE,VAT}', '{}', true, 120, 'WORKDAY', 10, null, 'VOUCHER', false, true, null),
  ('MID_ALERT_ANALYSIS', 'MANAGEMENT', 'MID', 'RISK_ASSESS', '{RISK_RESPONSE,INVOICE}', '{}', false, 60, 'WORKDAY', 2, 2, 'ALERT', false, true, null),
  ('POST_PATROL', 'MANAGEMENT', 'POST', 'SOURCE_MANAGE', '{ONSITE}', '{}', true, 120, 'WORKDAY', 10, null, 'PATROL', false, true, null),
  ('SERVICE', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 20, 'WORKDAY', 3, null, 'SERVICE', false, false, null),
  ('AUDIT', 'SUPERVISION', 'POST', 'AUDIT_INSPECT', '{ONSITE,INVOICE}', '{}', true, 1200, 'DAY', 90, null, 'AUDIT', true, true, null);

create table task.level_priority (
  level text primary key check (level in ('HIGH', 'MEDIUM', 'LOW', 'NONE')),
  factor numeric(4,2) not null check (factor > 0)
);
comment on table task.level_priority is 'Reference: weight of a level in the workload (default, editable)';
insert into task.level_priority values ('HIGH', 1.5), ('MEDIUM', 1.2), ('LOW', 1.0), ('NONE', 1.0);

create table task.feedback_category (
  code text primary key,
  position int not null,
  needs_reason boolean not null
);
comment on table task.feedback_category is 'Reference: conclusions of DOMAIN 7.2';
insert into task.feedback_category values ('CONFIRMED', 1, false), ('PARTIAL', 2, false), ('EXCLUDED', 3, true),
  ('OTHER_FOUND', 4, false), ('NEW_PATTERN', 5, false), ('UNVERIFIABLE', 6, false), ('TRANSFERRED', 7, false);

create table task.exclude_reason (code text primary key, position int not null);
comment on table task.exclude_reason is 'Reference: why a risk is excluded';
insert into task.exclude_reason values ('GENUINE_BUSINESS', 1), ('INDUSTRY_TRAIT', 2), ('DATA_ERROR', 3), ('POLICY_EFFECT', 4),
  ('ALREADY_HANDLED', 5), ('INDICATOR_UNFIT', 6), ('OTHER', 7);

create table task.fact_kind (code text primary key, position int not null, money boolean not null);
comment on table task.fact_kind is 'Reference: facts of a feedback; money in yuan, otherwise a yes';
insert into task.fact_kind values ('TAX_PAID', 1, true), ('LATE_FEE', 2, true), ('FINE', 3, true), ('INPUT_TRANSFER', 4, true),
  ('CREDIT_REDUCED', 5, true), ('LOSS_REDUCED', 6, true), ('REFUND_RECOVERED', 7, true), ('ABNORMAL_LISTED', 8, false),
  ('INVOICE_LIMITED', 9, false), ('CREDIT_DOWNGRADED', 10, false), ('DECLARED_ABNORMAL', 11, false), ('COACHED', 12, false);
