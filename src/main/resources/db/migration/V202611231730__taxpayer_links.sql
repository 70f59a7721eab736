-- The life of links: parties keep the subject they were born with, so that what was merged can be taken apart again.
alter table taxpayer.party add column home_subject_id bigint;
update taxpayer.party p set home_subject_id = coalesce(
  (select l.subject_id from taxpayer.party_subject l where l.party_id = p.id order by l.valid_from limit 1), p.subject_id);
alter table taxpayer.party alter column home_subject_id set not null;
create index party_away on taxpayer.party (home_subject_id) where home_subject_id <> subject_id;
comment on column taxpayer.party.home_subject_id is 'The subject made for this tax id; a subject that lives always contains the party it was made for';

alter table taxpayer.subject add column merged_into bigint;
create index subject_merged on taxpayer.subject (merged_into) where merged_into is not null;
comment on column taxpayer.subject.merged_into is 'Living subject that has all parties now; the row stays, old addresses lead there, a split brings it back';

-- several links of one party may begin and end on one day
alter table taxpayer.party_subject add column id bigint generated always as identity;
alter table taxpayer.party_subject drop constraint party_subject_pkey;
alter table taxpayer.party_subject add primary key (party_id, id);
alter table taxpayer.party_subject
  add column decision_id bigint, add column pair_id bigint,
  add column recorded_at timestamptz not null default now(), add column ended_at timestamptz;
create unique index party_subject_open on taxpayer.party_subject (party_id) where valid_to is null;

create table taxpayer.resolution_run (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('FULL', 'INCREMENTAL')),
  state text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'FAILED')),
  job_id bigint,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  registrations bigint,
  subjects bigint,
  linked bigint,
  queued bigint,
  apart bigint,
  figures jsonb not null default '{}'
);
comment on table taxpayer.resolution_run is 'One search for registrations of the same enterprise, and what it found';

create table taxpayer.resolution_pair (
  id bigint generated always as identity primary key,
  party_a bigint not null,
  party_b bigint not null,
  reg_a text,
  reg_b text,
  rule text not null,
  score numeric(6,5) not null check (score between 0 and 1),
  evidence jsonb not null default '{}',
  outcome text not null check (outcome in ('LINKED', 'QUEUED', 'APART')),
  veto text,
  reason text,
  decided_by text not null default 'AUTO',
  decided_at timestamptz not null,
  run_id bigint,
  decision_id bigint,
  proposed_by text,
  proposed_at timestamptz,
  deferred_by text,
  deferred_at timestamptz,
  superseded_at timestamptz,
  superseded_run_id bigint,
  version int not null default 0,
  check (party_a < party_b)
);
comment on table taxpayer.resolution_pair is 'Two tax ids and what was decided about them; a newer judgement supersedes the older row, nothing is removed';
comment on column taxpayer.resolution_pair.evidence is '{"fields": [{"field", "a", "b", "agreement" 0..1, "weight"}], …}';
comment on column taxpayer.resolution_pair.decided_by is 'AUTO or the login of the person; a person''s decision stands against later runs';
create unique index resolution_pair_open on taxpayer.resolution_pair (party_a, party_b) where superseded_at is null;
create index resolution_pair_b on taxpayer.resolution_pair (party_b) where superseded_at is null;
create index resolution_pair_queue on taxpayer.resolution_pair (score desc, id) where superseded_at is null and outcome = 'QUEUED';
create index resolution_pair_run on taxpayer.resolution_pair (run_id);
create index resolution_pair_superseded on taxpayer.resolution_pair (superseded_run_id) where superseded_run_id is not null;

create table taxpayer.link_decision (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('APPLY', 'MERGE', 'SPLIT', 'LINK', 'APART', 'UNDO')),
  run_id bigint,
  reason text,
  decided_by text not null,
  decided_at timestamptz not null,
  effective date not null,
  moved int not null default 0,
  undoes bigint,
  undone_by bigint
);
comment on table taxpayer.link_decision is 'Who changed which party belongs to which subject, when and why';
create table taxpayer.link_move (
  decision_id bigint not null,
  party_id bigint not null,
  from_subject_id bigint not null,
  to_subject_id bigint not null,
  primary key (party_id, decision_id)
);
create index link_move_decision on taxpayer.link_move (decision_id);
create index link_move_from on taxpayer.link_move (from_subject_id);
create index link_move_to on taxpayer.link_move (to_subject_id);
create table taxpayer.link_pair_change (
  decision_id bigint not null,
  pair_id bigint not null,
  opened boolean not null,
  primary key (decision_id, pair_id)
);
create index link_pair_change_pair on taxpayer.link_pair_change (pair_id);

create or replace view taxpayer.v_subject as
select s.id, s.name, s.tax_id, s.uscc, s.office_id, s.external, s.status, s.taxpayer_type, s.subject_kind, s.registration_type,
  s.industry_code, s.division_code, s.address, s.register_date, s.open_date, s.close_date, s.capital, s.paid_in_capital, s.employees,
  s.business_scope, s.phone, s.email, s.tax_source_class, s.main_reg_serial, s.source, s.batch_id, s.line_no,
  s.address_norm, s.business_division_code, s.name_norm, s.initials,
  not s.external and coalesce(s.status in ('01', '02', '03', '04', '05', '06', '09', '11', '12'), true) as active
from taxpayer.subject s where s.merged_into is null;
comment on view taxpayer.v_subject is 'One row per living taxpayer; active = registered here and not cancelled; merged ones stand in v_subject_merged';

create view taxpayer.v_subject_merged as
select id, merged_into, name, tax_id from taxpayer.subject where merged_into is not null;

create or replace view taxpayer.v_party_subject as
select party_id, subject_id, valid_from, valid_to, rule, score, evidence, decided_by, id, decision_id, pair_id, recorded_at, ended_at
from taxpayer.party_subject;

create view taxpayer.v_resolution_pair as
select r.id, r.party_a, r.party_b, a.subject_id as subject_a, b.subject_id as subject_b, r.reg_a, r.reg_b, r.rule, r.score, r.evidence,
  r.outcome, r.veto, r.reason, r.decided_by, r.decided_at, r.run_id, r.decision_id, r.proposed_by, r.proposed_at, r.deferred_at,
  r.superseded_at, r.version
from taxpayer.resolution_pair r join taxpayer.party a on a.id = r.party_a join taxpayer.party b on b.id = r.party_b;

create view taxpayer.v_resolution_run as
select id, kind, state, job_id, started_by, started_at, finished_at, registrations, subjects, linked, queued, apart, figures
from taxpayer.resolution_run;

create view taxpayer.v_link_move as
select m.decision_id, m.party_id, m.from_subject_id, m.to_subject_id, d.kind, d.reason, d.decided_by, d.decided_at, d.effective, d.run_id,
  d.undoes, d.undone_by
from taxpayer.link_move m join taxpayer.link_decision d on d.id = m.decision_id;

alter table taxpayer.label add column inherited_from bigint;
comment on column taxpayer.label.inherited_from is 'Merged subject whose label this is; ended when the two are split';
create or replace view taxpayer.v_label as
select subject_id, code, value, valid_from, valid_to, reason, set_by, set_at, inherited_from from taxpayer.label;
