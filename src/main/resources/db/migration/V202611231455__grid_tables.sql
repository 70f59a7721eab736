create table grid.grid (
  id bigint generated always as identity primary key,
  type text not null check (type in ('INSTITUTION', 'REGION', 'GROUP')),
  name text not null check (length(name) between 1 and 80),
  unit_office_id bigint not null,
  rule jsonb not null default '{}',
  status text not null default 'ACTIVE' check (status in ('DRAFT', 'ACTIVE', 'RETIRED')),
  version int not null default 1,
  created_at timestamptz not null,
  created_by text not null
);
comment on table grid.grid is 'Grid (网格); rule = partition expression, every key narrows: offices, divisions, industries, taxSources, taxpayerTypes, subjects';
-- one grid takes what no narrower rule of the same office takes
create unique index grid_default_of_office on grid.grid (unit_office_id)
  where type = 'INSTITUTION' and status = 'ACTIVE' and rule = '{}';
create unique index grid_name on grid.grid (unit_office_id, type, name) where status <> 'RETIRED';

create table grid.grid_member (
  id bigint generated always as identity primary key,
  grid_id bigint not null references grid.grid,
  officer_id bigint not null,
  role text not null check (role in ('LEADER', 'MEMBER', 'DEPUTY')),
  capacity_pct int not null check (capacity_pct between 0 and 100),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from)
);
comment on column grid.grid_member.valid_to is 'Last day of membership, open when null';
create unique index grid_member_once on grid.grid_member (grid_id, officer_id) where valid_to is null;
create index grid_member_officer on grid.grid_member (officer_id);

create table grid.grid_version (
  grid_id bigint not null references grid.grid,
  version int not null,
  changed_at timestamptz not null,
  changed_by text not null,
  change text not null,
  snapshot jsonb not null,
  primary key (grid_id, version)
);

create table grid.grid_subject (
  subject_id bigint not null,
  grid_id bigint not null references grid.grid,
  type text not null,
  primary key (subject_id, grid_id)
);
create unique index grid_subject_one_institution on grid.grid_subject (subject_id) where type = 'INSTITUTION';
create index grid_subject_grid on grid.grid_subject (grid_id);

-- Whether a partition rule takes a taxpayer: explicit ones always, otherwise every list that stands in the rule must hold.
create function grid.rule_takes(rule jsonb, subject_id bigint, office_path text, division text, industry text, tax_source text,
  taxpayer_type text) returns boolean language sql immutable parallel safe as $$
  select coalesce(rule -> 'subjects' @> to_jsonb(subject_id), false) or (rule - 'subjects' <> '{}'
    and (rule -> 'offices' is null or exists (select from jsonb_array_elements_text(rule -> 'offices') e
      where office_path like '%/' || e || '/%'))
    and (rule -> 'divisions' is null or exists (select from jsonb_array_elements_text(rule -> 'divisions') e where division like e || '%'))
    and (rule -> 'industries' is null or exists (select from jsonb_array_elements_text(rule -> 'industries') e where industry like e || '%'))
    and (rule -> 'taxSources' is null or coalesce(jsonb_exists(rule -> 'taxSources', tax_source), false))
    and (rule -> 'taxpayerTypes' is null or coalesce(jsonb_exists(rule -> 'taxpayerTypes', taxpayer_type), false)))
$$;

create table grid.partition_run (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  grids_made int not null,
  subjects int not null,
  added int not null,
  removed int not null,
  overlapping int not null
);

create view grid.v_grid as
  select id, type, name, unit_office_id, status, version, rule from grid.grid;
create view grid.v_grid_member as
  select id, grid_id, officer_id, role, capacity_pct, valid_from, valid_to from grid.grid_member;
create view grid.v_grid_subject as
  select grid_id, subject_id, type from grid.grid_subject;
create view grid.v_partition_run as
  select id, at, actor, grids_made, subjects, added, removed, overlapping from grid.partition_run;
