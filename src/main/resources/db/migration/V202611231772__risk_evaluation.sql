-- the last stage of the loop: what a finding was worth, said before its case may be archived
create table risk.evaluation (
  subject_id bigint not null,
  finding_id bigint not null,
  fit text not null check (fit in ('APT', 'PARTLY', 'UNFIT')),
  note text not null,
  evaluated_by text not null,
  evaluated_name text,
  evaluated_at timestamptz not null,
  archived_at timestamptz,
  archived_by text,
  home_subject_id bigint,
  primary key (subject_id, finding_id)
);
