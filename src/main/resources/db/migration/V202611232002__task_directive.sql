-- A batch that goes down level by level: each office on the way accepts, adds its word and passes on; nothing is dropped.
create table task.directive (
  id bigint generated always as identity primary key,
  title text not null,
  instruction text,
  type_code text not null references task.matter_type,
  level text not null check (level in ('HIGH', 'MEDIUM', 'LOW')),
  office_id bigint not null,
  issued_at timestamptz not null,
  issued_by text not null,
  due_at timestamptz not null,
  total int not null
);
comment on table task.directive is 'Batches issued from one level to those below';

create table task.directive_item (
  directive_id bigint not null references task.directive,
  subject_id bigint not null,
  office_id bigint not null,
  office_path text not null,
  raised_at timestamptz,
  matter_id bigint,
  primary key (subject_id, directive_id)
);
create index directive_item_directive on task.directive_item (directive_id, office_path);

create table task.directive_node (
  id bigint generated always as identity primary key,
  directive_id bigint not null references task.directive,
  office_id bigint not null,
  path text not null,
  parent_id bigint references task.directive_node,
  state text not null check (state in ('RECEIVED', 'ACCEPTED', 'PASSED')),
  given text,
  added text,
  received_at timestamptz not null,
  accept_due_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,
  passed_at timestamptz,
  unique (directive_id, office_id)
);
comment on table task.directive_node is 'The way of a batch: which office got it when, accepted it when, and what it added';
create index directive_node_office on task.directive_node (office_id, state);
select trail.protect('task.directive_node');

create view task.v_directive as select id, title, type_code, level, office_id, issued_at, issued_by, due_at, total from task.directive;
create view task.v_directive_item as
  select directive_id, subject_id, office_id, office_path, raised_at, matter_id from task.directive_item;
create view task.v_directive_node as
  select id, directive_id, office_id, path, parent_id, state, received_at, accept_due_at, accepted_at, accepted_by, passed_at
  from task.directive_node;
