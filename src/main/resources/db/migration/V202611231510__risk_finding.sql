create table risk.model (
  code text primary key,
  title_zh text not null,
  title_en text not null
);
create table risk.model_version (
  id bigint generated always as identity primary key,
  model_code text not null references risk.model,
  version int not null,
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  origin text not null,
  created_at timestamptz not null,
  published_at timestamptz,
  published_by text,
  unique (model_code, version)
);
create unique index model_version_published on risk.model_version (model_code) where state = 'PUBLISHED';
create table risk.model_condition (
  model_version_id bigint not null references risk.model_version,
  code text not null,
  direction text not null check (direction in ('H', 'L', 'O', 'B')),
  warn double precision,
  high double precision,
  low_warn double precision,
  low_high double precision,
  inclusive boolean not null,
  weight double precision not null check (weight >= 0),
  hard boolean not null,
  primary key (model_version_id, code)
);

-- every judged subject and period, hits or not: what the next period's level looks back at
create table risk.judgement (
  subject_id bigint not null,
  period date not null,
  run_id bigint not null,
  score double precision not null,
  raw double precision not null,
  computed text not null,
  level text not null,
  hard boolean not null,
  primary key (subject_id, period)
);
create index judgement_period on risk.judgement (period);

create sequence risk.finding_id;
create table risk.finding (
  id bigint not null default nextval('risk.finding_id'),
  subject_id bigint not null,
  run_id bigint not null,
  period date not null,
  as_of date not null,
  model_version_id bigint not null,
  score double precision not null,
  raw double precision not null,
  level text not null check (level in ('HIGH', 'MEDIUM', 'LOW')),
  computed text not null,
  hard boolean not null,
  listing text,
  hit_codes text[] not null,
  hit_values double precision[] not null,
  hit_severities double precision[] not null,
  hit_shares double precision[] not null,
  hard_codes text[] not null,
  created_at timestamptz not null,
  primary key (subject_id, id),
  unique (subject_id, run_id)
);
create index finding_by_id on risk.finding (id);
create index finding_ranking on risk.finding (run_id, score desc, id desc);
create index finding_hits on risk.finding using gin (hit_codes);

create table risk.subject_level (
  subject_id bigint primary key,
  level text not null,
  score double precision not null,
  period date not null,
  run_id bigint not null,
  finding_id bigint
);
create index subject_level_level on risk.subject_level (level, score desc);

create table risk.listing (
  id bigint generated always as identity,
  subject_id bigint not null,
  kind text not null check (kind in ('WHITE', 'GREY')),
  reason text not null,
  valid_from date not null,
  valid_to date,
  created_by text not null,
  created_at timestamptz not null,
  primary key (subject_id, id)
);

-- what people found out, for learning and for judging the rules
create table risk.label (
  subject_id bigint not null,
  matter_id bigint not null,
  as_of date not null,
  value smallint not null check (value in (0, 1)),
  confidence double precision not null check (confidence between 0 and 1),
  source text not null,
  conclusion text not null,
  recorded_at timestamptz not null,
  primary key (subject_id, matter_id)
);

create view risk.v_finding as
select f.id, f.run_id, f.subject_id, f.period, f.score, f.raw, f.level, f.hard, v.model_code, v.version as model_version, f.created_at,
       f.hit_codes, f.hit_values, f.hit_severities, f.hit_shares
from risk.finding f join risk.model_version v on v.id = f.model_version_id;

create view risk.v_subject_level as
select subject_id, level, score, period, run_id, finding_id from risk.subject_level;

create view risk.v_label as
select subject_id, matter_id, as_of, value, confidence, source, conclusion, recorded_at from risk.label;
