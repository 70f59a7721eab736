-- answers to production systems: who may ask, what was asked and answered, what follows from it
create table risk.check_client (
  login text primary key,
  name text not null,
  per_day int not null check (per_day > 0),
  callback_url text,
  created_by text not null,
  created_at timestamptz not null
);
comment on table risk.check_client is 'keys that may ask the live check';
create table risk.check_usage (
  login text not null,
  day date not null,
  calls bigint not null default 0,
  refused bigint not null default 0,
  primary key (login, day)
);
create table risk.check_call (
  subject_id bigint not null,
  id uuid not null,
  at timestamptz not null,
  login text not null,
  stage text not null check (stage in ('PRE', 'MID', 'POST')),
  event text not null,
  decision text not null check (decision in ('PASS', 'REMIND', 'VERIFY', 'BLOCK')),
  score double precision not null,
  hard boolean not null,
  hit_codes text[] not null,
  moved_codes text[] not null,
  model_version_id bigint not null,
  millis double precision not null,
  primary key (subject_id, id)
);
create index check_call_at on risk.check_call (at desc);
create table risk.check_key (
  login text not null,
  key text not null,
  digest text not null,
  subject_id bigint not null,
  answer text not null,
  at timestamptz not null,
  primary key (login, key)
);
comment on table risk.check_key is 'idempotency keys: the same key is answered the same';
create table risk.check_alert (
  subject_id bigint not null,
  day date not null,
  decision text not null,
  call_id uuid not null,
  why text not null,
  raised_at timestamptz,
  matter boolean,
  primary key (subject_id, day, decision)
);
create index check_alert_waiting on risk.check_alert (day) where raised_at is null;
create table risk.check_callback (
  subject_id bigint not null,
  id uuid not null,
  login text not null,
  url text not null,
  body text not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  delivered_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  primary key (subject_id, id)
);
create index check_callback_due on risk.check_callback (next_at) where delivered_at is null and given_up_at is null;

create view risk.v_model_version as select model_code, version as model_version, state, valid_from, valid_to from risk.model_version;
