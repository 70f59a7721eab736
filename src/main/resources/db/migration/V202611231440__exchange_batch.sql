create table exchange.definition (
  code text not null,
  version int not null,
  yaml text not null,
  note text,
  created_by text not null,
  created_at timestamptz not null,
  primary key (code, version)
);
comment on table exchange.definition is 'Feed definitions made on the page; files of the application count as version 0';

create table exchange.api_key (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 80),
  hash text not null unique,
  hint text not null,
  roles text[] not null,
  feeds text[] not null,
  office_path text not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz
);
comment on column exchange.api_key.hash is 'SHA-256 of a 256-bit random key; the key itself is shown once and kept nowhere';

create table exchange.batch (
  id bigint generated always as identity primary key,
  feed text not null,
  definition text,
  definition_version int,
  mapping text not null,
  source text not null,
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  spool text,
  state text not null check (state in
    ('RECEIVED', 'STAGING', 'CHECKED', 'MERGING', 'DONE', 'DONE_WITH_REJECTS', 'REFUSED', 'FAILED', 'DISCARDED')),
  wanted text not null check (wanted in ('NOTHING', 'CHECK', 'LOAD')),
  created_by text not null,
  created_by_name text,
  channel text not null check (channel in ('PAGE', 'API', 'COMMAND', 'SYSTEM')),
  idempotency_key text,
  job_id bigint,
  format text,
  header text[],
  unknown_columns text[],
  rows_read bigint not null default 0,
  rows_inserted bigint not null default 0,
  rows_updated bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_repeated bigint not null default 0,
  rows_rejected bigint not null default 0,
  rows_filtered bigint not null default 0,
  rows_warned bigint not null default 0,
  refusal text,
  refusal_arguments text[],
  reference text,
  staging_millis bigint not null default 0,
  check_millis bigint not null default 0,
  merge_millis bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);
comment on column exchange.batch.mapping is 'feed, or definition@version: what the file was read by';
create unique index batch_same_file on exchange.batch (mapping, sha256)
  where wanted = 'LOAD' and state not in ('REFUSED', 'FAILED', 'DISCARDED');
create unique index batch_idempotency on exchange.batch (created_by, idempotency_key) where idempotency_key is not null;
create index batch_open on exchange.batch (id) where state in ('RECEIVED', 'STAGING', 'CHECKED', 'MERGING');
create index batch_by_person on exchange.batch (created_by, created_at);

create table exchange.batch_part (
  batch_id bigint not null references exchange.batch,
  part int not null,
  feed text not null,
  rows_staged bigint not null default 0,
  rows_left bigint,
  finished boolean not null default false,
  primary key (batch_id, part)
);
comment on table exchange.batch_part is 'One canonical feed a file is turned into; most files have one';

create table exchange.batch_slice (
  batch_id bigint not null,
  part int not null,
  position int not null,
  slice text not null,
  done boolean not null default false,
  inserted bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  primary key (batch_id, part, position),
  foreign key (batch_id, part) references exchange.batch_part
);

create table exchange.reject (
  batch_id bigint not null references exchange.batch,
  id bigint generated always as identity,
  line_no bigint not null,
  feed text,
  column_name text,
  value text,
  reason text not null,
  arguments text[],
  warning boolean not null,
  cells text[],
  staged jsonb,
  primary key (batch_id, id)
);
create index reject_by_line on exchange.reject (batch_id, line_no, id);
create index reject_by_reason on exchange.reject (batch_id, reason, line_no, id);
comment on table exchange.reject is 'Rows that were not loaded, and warnings about rows that were, line by line';

create view exchange.v_batch as
select id, feed, definition, source, file_name, sha256, state, rows_read, rows_inserted, rows_updated, rows_unchanged,
       rows_rejected, created_at, finished_at
from exchange.batch;
