create table performance.appeal (
  id bigint generated always as identity primary key,
  period date not null,
  indicator text not null,
  unit_id bigint not null,
  subject_id bigint not null,
  officer_id bigint not null,
  office_id bigint not null,
  num numeric not null,
  den numeric not null,
  wish text not null check (wish in ('EXCLUDE', 'FULFILLED')),
  reason text not null,
  state text not null default 'FILED' check (state in ('FILED', 'UPHELD', 'DISMISSED', 'WITHDRAWN')),
  filed_by text not null,
  filed_name text,
  filed_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  verdict text,
  correction text check (correction in ('EXCLUDE', 'FULFILLED')),
  check (decided_by is null or decided_by <> filed_by or state = 'WITHDRAWN'),
  check ((state = 'UPHELD') = (correction is not null)),
  check ((state = 'FILED') = (decided_at is null))
);
create unique index appeal_open on performance.appeal (period, indicator, subject_id, unit_id, officer_id) where state in ('FILED', 'UPHELD');
create index appeal_officer on performance.appeal (officer_id, id desc);
create index appeal_office on performance.appeal (office_id, id desc);
comment on table performance.appeal is 'What an officer says against a unit event, and what a leader decided; num and den as they were';
select trail.protect('performance.appeal');

create table performance.appeal_evidence (
  id bigint generated always as identity primary key,
  appeal_id bigint not null references performance.appeal,
  file_name text not null,
  media_type text not null,
  size int not null,
  sha256 text not null,
  content bytea not null,
  uploaded_at timestamptz not null,
  unique (appeal_id, sha256)
);
comment on table performance.appeal_evidence is 'Files that prove what an appeal says';
