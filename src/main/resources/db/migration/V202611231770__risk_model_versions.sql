-- models as one document a version: what a person types, compares, approves and what the run compiles
alter table risk.model
  add column tax_kind text not null default 'VAT',
  add column industry_code text,
  add column base_code text references risk.model,
  add column office_id bigint,
  add column created_by text not null default 'system',
  add column created_at timestamptz not null default now(),
  add constraint model_variant_has_office check ((base_code is null) = (office_id is null));
comment on column risk.model.industry_code is 'GB/T 4754 prefix the model is for; null for all industries';
comment on column risk.model.base_code is 'national model a local variant is made from';

alter table risk.model_version
  add column spec jsonb,
  add column kind text not null default 'EDIT' check (kind in ('EDIT', 'IMPORT', 'DELETE')),
  add column based_on bigint,
  add column created_by text not null default 'system',
  add column editors text[] not null default '{}',
  add column note text,
  add column submitted_at timestamptz,
  add column submitted_by text,
  add column go_live date,
  add column valid_from date,
  add column valid_to date,
  add column changed_at timestamptz;
alter table risk.model_version drop constraint model_version_state_check;
alter table risk.model_version add constraint model_version_state_check
  check (state in ('DRAFT', 'REVIEW', 'PUBLISHED', 'RETIRED', 'REJECTED'));
drop index risk.model_version_published;
create index model_version_live on risk.model_version (model_code, valid_from desc) where state = 'PUBLISHED';

update risk.model_version v set spec = jsonb_build_object(
  'titleZh', m.title_zh, 'titleEn', m.title_en, 'lowFrom', 15, 'mediumFrom', 40, 'highFrom', 70, 'coolDown', 2, 'approvals', 1,
  'bound', 0.3, 'rules', '[]'::jsonb, 'lines', (
    select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'direction', c.direction, 'warn', c.warn, 'high', c.high,
      'lowWarn', c.low_warn, 'lowHigh', c.low_high, 'inclusive', c.inclusive, 'weight', c.weight, 'hard', c.hard,
      'overrides', '[]'::jsonb) order by c.code), '[]'::jsonb)
    from risk.model_condition c where c.model_version_id = v.id))
from risk.model m where m.code = v.model_code;
alter table risk.model_version alter column spec set not null;
drop table risk.model_condition;

create table risk.model_approval (
  model_version_id bigint not null references risk.model_version,
  login text not null,
  name text,
  verdict text not null check (verdict in ('APPROVED', 'REJECTED')),
  note text,
  at timestamptz not null,
  primary key (model_version_id, login)
);

-- a person's decision about a level, by two persons, for a time
create table risk.level_override (
  id bigint generated always as identity,
  subject_id bigint not null,
  level text not null check (level in ('NONE', 'LOW', 'MEDIUM', 'HIGH')),
  level_before text,
  reason text not null,
  valid_from date not null,
  valid_to date not null,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'ENDED')),
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_note text,
  home_subject_id bigint,
  primary key (subject_id, id),
  check (valid_to > valid_from)
);
create index level_override_open on risk.level_override (valid_to) where state in ('REQUESTED', 'APPROVED');

alter table risk.finding add column overridden boolean not null default false;

create or replace view risk.v_finding as
select f.id, f.run_id, f.subject_id, f.period, f.score, f.raw, f.level, f.hard, v.model_code, v.version as model_version, f.created_at,
       f.hit_codes, f.hit_values, f.hit_severities, f.hit_shares, f.home_subject_id, m.base_code is not null as local_variant, f.overridden
from risk.finding f join risk.model_version v on v.id = f.model_version_id join risk.model m on m.code = v.model_code
where not f.parked;
