-- matters stand with the taxpayer that lives; where they belong when it is split again
create table task.moved_matter (
  matter_id bigint primary key,
  home_subject_id bigint not null,
  moved_at timestamptz not null
);
create index moved_matter_home on task.moved_matter (home_subject_id);
comment on table task.moved_matter is 'Matters that a merge carried to another taxpayer';
create view task.v_moved_matter as select matter_id, home_subject_id, moved_at from task.moved_matter;
