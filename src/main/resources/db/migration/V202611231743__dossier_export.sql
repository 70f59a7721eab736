create schema if not exists dossier;
grant usage on schema dossier to yihu_app;
alter default privileges in schema dossier grant usage, select on sequences to yihu_app;
alter default privileges in schema dossier grant execute on functions to yihu_app;
alter default privileges in schema dossier grant select, insert, update, delete, truncate on tables to yihu_app;

create table dossier.export (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('FILE_PDF', 'FILE_XLSX', 'SUBJECTS', 'FINDINGS')),
  title text not null,
  subject_id bigint,
  parameters jsonb not null default '{}',
  purpose text not null,
  note text not null,
  language text not null,
  login text not null,
  actor_name text not null,
  staff_no text,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'EXPIRED')),
  rows bigint,
  bytes bigint,
  file text,
  sha256 text,
  job_id bigint,
  reference text,
  downloads int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz
);
comment on table dossier.export is 'Files people took out: what, why, who, when, and until when the file may be fetched';
create index export_login on dossier.export (login, id desc);
create index export_expiry on dossier.export (expires_at) where state = 'DONE';
