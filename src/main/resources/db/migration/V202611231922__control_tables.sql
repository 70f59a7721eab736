do $$
begin
  create schema if not exists control;
  grant usage on schema control to yihu_app;
  alter default privileges in schema control grant usage, select on sequences to yihu_app;
  alter default privileges in schema control grant execute on functions to yihu_app;
  alter default privileges in schema control grant select, insert, update, delete, truncate on tables to yihu_app;
end $$;

-- Level and parameters of a control point as people changed them; what stands in the definition holds until a change is approved.
create table control.setting (
  id bigint generated always as identity primary key,
  point text not null,
  level text not null check (level in ('BLOCK', 'WARN')),
  enabled boolean not null,
  parameters jsonb not null,
  reason text not null,
  state text not null check (state in ('PENDING', 'APPROVED', 'REJECTED')),
  proposed_by text not null,
  proposed_name text,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  decision_note text,
  check (decided_by is null or decided_by <> proposed_by)
);
create unique index setting_pending on control.setting (point) where state = 'PENDING';
create index setting_current on control.setting (point, id desc) where state = 'APPROVED';

-- Every firing of an embedded control; a block is kept although the action it stopped left nothing.
create table control.firing (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  point text not null,
  level text not null,
  outcome text not null check (outcome in ('BLOCKED', 'WARNED', 'OVERRIDDEN')),
  asked boolean not null,
  step text not null,
  actor text not null,
  actor_name text,
  officer_id bigint,
  office_id bigint,
  office_path text,
  object_type text,
  object_id text,
  subject_id bigint,
  reason text,
  evidence jsonb not null default '{}',
  verdict text check (verdict in ('VIOLATION', 'NO_VIOLATION')),
  verdict_by text,
  verdict_note text,
  verdict_at timestamptz
);
create index firing_at on control.firing (at desc, id desc);
create index firing_officer on control.firing (officer_id, at desc);
create index firing_object on control.firing (object_type, object_id);
create index firing_point on control.firing (point, at desc);
comment on column control.firing.asked is 'somebody sat before a screen or called the interface and could be asked; false in played history and jobs';

-- Another person's yes to what a control would stop; good for one use.
create table control.clearance (
  id bigint generated always as identity primary key,
  point text not null,
  officer_id bigint not null,
  office_id bigint,
  subject_id bigint,
  reason text not null,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'USED')),
  requested_by text not null,
  requested_name text,
  requested_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  decision_note text,
  valid_to timestamptz,
  used_at timestamptz,
  check (decided_by is null or decided_by <> requested_by)
);
create index clearance_use on control.clearance (point, officer_id) where state = 'APPROVED';
create index clearance_waiting on control.clearance (office_id, id) where state = 'REQUESTED';

-- Steps that other systems do (quota, refund, deregistration …): asked and kept here before they are done there.
create table control.act (
  id bigint generated always as identity,
  subject_id bigint not null,
  kind text not null,
  at timestamptz not null,
  officer_id bigint,
  office_id bigint,
  actor text not null,
  reference text,
  amount numeric(20,2),
  base numeric(20,2),
  ground text,
  note text,
  subject_level text,
  primary key (subject_id, id)
);
create index act_id_key on control.act (id);
create index act_kind on control.act (kind, at);
create index act_officer on control.act (officer_id, at desc);

create table control.discretion (
  code text primary key,
  title_zh text not null,
  title_en text not null,
  least numeric(6,3) not null,
  most numeric(6,3) not null check (most >= least)
);
comment on table control.discretion is 'Reference: penalty as a multiple of the tax concerned (defaults to be replaced by the table in force, not official figures)';
insert into control.discretion values
  ('EVASION_LIGHT', '偷税·首次且主动补缴', 'Evasion, first time, paid up by oneself', 0.5, 0.6),
  ('EVASION', '偷税·一般', 'Evasion, ordinary', 0.6, 1),
  ('EVASION_GRAVE', '偷税·严重', 'Evasion, grave', 1, 5),
  ('LATE_FILING', '逾期申报', 'Late filing', 0, 0.1),
  ('INVOICE_ISSUE', '违规开具发票', 'Irregular issuing of invoices', 0.1, 1);

-- Operation logs of other systems.
create table control.event_log (
  log text not null,
  case_id text not null,
  activity text not null,
  at timestamptz not null,
  resource text not null default '',
  role text,
  office_code text,
  subject_tax_id text,
  amount numeric(20,2),
  attributes jsonb not null default '{}',
  verb text,
  officer_id bigint,
  office_id bigint,
  subject_id bigint,
  source text,
  batch_id bigint,
  line_no bigint,
  primary key (log, case_id, at, activity, resource)
);
create index event_log_officer on control.event_log (officer_id, at) where officer_id is not null;
create index event_log_batch on control.event_log (batch_id, line_no);

create table control.scan (
  id bigint generated always as identity primary key,
  period date not null,
  as_of timestamptz not null,
  from_at timestamptz not null,
  cause text not null,
  actor text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  units bigint,
  figures bigint,
  findings bigint
);
create index scan_period on control.scan (period, id desc);

-- Unit events of scan indicators: what was examined (den) and whether it was as it should not be (num).
create table control.unit (
  period date not null,
  indicator text not null,
  unit_id text not null,
  subject_id bigint not null default 0,
  officer_id bigint,
  office_id bigint not null,
  at timestamptz not null,
  num numeric not null,
  den numeric not null,
  ref text not null,
  primary key (subject_id, period, indicator, unit_id)
);
create index unit_office on control.unit (period, indicator, office_id);
create index unit_officer on control.unit (officer_id, period, indicator);
comment on column control.unit.subject_id is '0 where the unit concerns no taxpayer';
comment on column control.unit.ref is 'where the log line stands: trail:id, task:id, act:id, event:log|line, firing:id, officer:id';

create table control.figure (
  period date not null,
  indicator text not null,
  scope text not null check (scope in ('OFFICE', 'OWN', 'STAFF', 'SUBJECT')),
  scope_id bigint not null,
  office_id bigint,
  n bigint not null,
  num numeric not null,
  den numeric not null,
  value numeric,
  peer numeric,
  z numeric,
  level text check (level in ('HIGH', 'MEDIUM', 'LOW')),
  primary key (scope, scope_id, period, indicator)
);
create index figure_period on control.figure (period, scope, indicator);
comment on table control.figure is 'Prepared sums: OFFICE with all below, OWN the office itself without those below';

create table control.finding (
  id bigint generated always as identity primary key,
  indicator text not null,
  scope text not null check (scope in ('OFFICE', 'STAFF', 'SUBJECT')),
  scope_id bigint not null,
  officer_id bigint,
  office_id bigint not null,
  subject_id bigint,
  period date not null,
  level text not null check (level in ('HIGH', 'MEDIUM', 'LOW')),
  n bigint not null,
  num numeric not null,
  value numeric not null,
  state text not null check (state in ('NEW', 'EXPLAIN', 'RECTIFY', 'REVIEW', 'CLOSED')),
  opened_at timestamptz not null,
  last_seen timestamptz not null,
  due_on date not null,
  explained_by text,
  explanation text,
  measure text,
  rectified_by text,
  verdict text check (verdict in ('VIOLATION', 'NO_VIOLATION')),
  closed_by text,
  closed_at timestamptz,
  version bigint not null default 0
);
create unique index finding_open on control.finding (indicator, scope, scope_id) where state <> 'CLOSED';
create index finding_office on control.finding (office_id, state);
create index finding_officer on control.finding (officer_id, state) where officer_id is not null;

create table control.finding_step (
  id bigint generated always as identity primary key,
  finding_id bigint not null references control.finding,
  at timestamptz not null,
  actor text not null,
  actor_name text,
  from_state text,
  to_state text not null,
  note text
);
create index finding_step_finding on control.finding_step (finding_id, id);

-- Urging, listed supervision and return of one task.
create table control.supervision (
  id bigint generated always as identity,
  subject_id bigint not null,
  task_id bigint not null,
  kind text not null check (kind in ('URGE', 'LISTED', 'RETURN')),
  office_id bigint not null,
  officer_id bigint,
  text text not null,
  answer_by date not null,
  issued_by text not null,
  issued_name text,
  issued_at timestamptz not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  primary key (subject_id, id)
);
create index supervision_id_key on control.supervision (id);
create index supervision_task on control.supervision (task_id);
create index supervision_officer on control.supervision (officer_id, id desc);
create unique index supervision_listed on control.supervision (subject_id, task_id) where kind = 'LISTED' and lifted_at is null;

create table control.notice (
  id bigint generated always as identity primary key,
  officer_id bigint not null,
  at timestamptz not null,
  kind text not null,
  ref text not null,
  code text not null,
  text text,
  read_at timestamptz,
  unique (officer_id, kind, ref)
);
create index notice_officer on control.notice (officer_id, id desc);

create table control.log_verb (
  position int primary key,
  verb text not null,
  pattern text not null
);
comment on table control.log_verb is 'Reference: what the activities of a foreign log mean; the first pattern that fits counts (defaults, editable)';
insert into control.log_verb values
  (1, 'QUOTA_INCREASE', '增额|提额|增版|增量|quota (increase|raise)'), (2, 'DEREGISTRATION', '注销|清税|deregist'),
  (3, 'VOUCHER_RELEASE', '解除.*凭证|凭证.*解除|voucher release'), (4, 'REFUND_APPROVAL', '退税.*(批准|审批|核准)|refund approv'),
  (5, 'PENALTY', '处罚决定|penalty'), (6, 'SAMPLE_REPLACE', '替换抽样|sample replac'), (7, 'DATA_CORRECTION', '数据更正|数据修改|data correct'),
  (10, 'REJECT', '退回|驳回|不予|不同意|reject|declin'), (11, 'APPROVE', '批准|审批|审核通过|终审|同意|approv'),
  (12, 'SUBMIT', '提交|申请|受理|submit'), (13, 'SAVE', '保存|saved'), (14, 'PAY', '支付|入库|payment');

-- Acts of the house and events of foreign logs as one kind of thing.
create view control.operation as
select 'act:' || a.id as ref, '' as log, 'act:' || a.id as case_id, a.kind, a.subject_id, a.officer_id, a.office_id, a.at, a.amount, a.reference,
  a.subject_level as level, null as role
from control.act a
union all
select 'event:' || e.batch_id || '|' || e.line_no, e.log, e.case_id, e.verb, e.subject_id, e.officer_id, e.office_id, e.at, e.amount,
  nullif(e.attributes ->> 'reference', ''), null, e.role
from control.event_log e where e.verb is not null;

-- Likeness of two texts: share of common pairs of neighbouring characters (Dice), blanks and punctuation left out.
create function control.pairs(text) returns text[] language sql immutable strict parallel safe as $$
  select array(select distinct substr(t, i, 2) from (select regexp_replace($1, '[[:space:][:punct:]，。；：、！？（）“”]', '', 'g') as t) x,
    generate_series(1, length(t) - 1) i)
$$;
create function control.likeness(a text[], b text[]) returns double precision language sql immutable strict parallel safe as $$
  select case when cardinality(a) + cardinality(b) = 0 then 0
    else 2.0 * (select count(*) from unnest(a) x where x = any(b)) / (cardinality(a) + cardinality(b)) end
$$;

create view control.v_firing as
  select id, at, point, level, outcome, asked, step, officer_id, office_id, object_type, object_id, subject_id, reason, verdict, verdict_at
  from control.firing;
create view control.v_finding as
  select id, indicator, scope, scope_id, officer_id, office_id, subject_id, period, level, n, num, value, state, opened_at, due_on, verdict, closed_at
  from control.finding;
create view control.v_supervision as
  select id, subject_id, task_id, kind, office_id, officer_id, answer_by, issued_at, answered_at, lifted_at from control.supervision;
