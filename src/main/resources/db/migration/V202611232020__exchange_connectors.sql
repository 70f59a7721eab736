-- Databases of the national platform: how far each of their data sets was taken, and every time it was asked.
create table exchange.connector_mark (
  connector text not null,
  data_set text not null,
  mark timestamp not null,
  pulled_at timestamptz not null,
  primary key (connector, data_set)
);
comment on table exchange.connector_mark is 'Watermarks: the newest time of change that was taken over, in the words of the source; rows of that very moment are asked for again';
create table exchange.connector_pull (
  id bigint generated always as identity primary key,
  connector text not null,
  data_set text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  from_mark timestamp,
  to_mark timestamp,
  rows bigint not null default 0,
  batch_id bigint,
  state text not null check (state in ('RUNNING', 'DONE', 'NOTHING', 'FAILED')),
  reason text
);
create index connector_pull_set on exchange.connector_pull (connector, data_set, id desc);
