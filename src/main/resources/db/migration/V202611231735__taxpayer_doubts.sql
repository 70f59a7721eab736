-- What no pair of tax ids can say: contradictions inside one tax id or one chain of changes, kept until somebody looked.
create table taxpayer.identity_doubt (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('CYCLE', 'CONTRADICTION', 'FUTURE_DATE', 'TWO_LIVELY', 'ID_TWO_NAMES')),
  key text not null,
  party_id bigint,
  parties bigint[] not null,
  reg_serial text,
  detail text not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  note text
);
create unique index identity_doubt_open on taxpayer.identity_doubt (kind, key) where settled_at is null;
create index identity_doubt_party on taxpayer.identity_doubt (party_id) where settled_at is null;

-- What planted or hand-checked data say is one enterprise: only to judge the resolver, never read by it.
create table taxpayer.registration_truth (
  reg_serial text primary key,
  entity text not null,
  kind text,
  source text not null,
  batch_id bigint not null,
  line_no bigint not null
);
create index registration_truth_entity on taxpayer.registration_truth (entity);

-- One person under several numbers.
create table taxpayer.person_pair (
  id bigint generated always as identity primary key,
  person_a bigint not null,
  person_b bigint not null,
  rule text not null,
  score numeric(6,5) not null,
  outcome text not null check (outcome in ('LINKED', 'QUEUED', 'APART')),
  veto text,
  reason text,
  decided_by text not null default 'AUTO',
  decided_at timestamptz not null,
  superseded_at timestamptz,
  check (person_a < person_b)
);
create unique index person_pair_open on taxpayer.person_pair (person_a, person_b) where superseded_at is null;
alter table taxpayer.person add column main_id bigint;
comment on column taxpayer.person.main_id is 'The number under which this person is shown; null where it is this one';
create index person_main on taxpayer.person (main_id) where main_id is not null;
create index person_same on taxpayer.person (name, birth, phone_hash) where birth is not null and phone_hash is not null;
alter table taxpayer.person_role add column main_person_id bigint;
update taxpayer.person_role set main_person_id = person_id;
alter table taxpayer.person_role alter column main_person_id set not null;
create index person_role_main on taxpayer.person_role (main_person_id);

create view taxpayer.v_person_same as
select id as person_id, main_id, person_no from taxpayer.person where main_id is not null;
