-- Size by employees: a default to be edited, not the official classes, which differ by industry.
create function grid.size_class(employees bigint) returns text language sql immutable parallel safe as $$
  select case when employees is null then null when employees >= 1000 then 'LARGE' when employees >= 300 then 'MEDIUM'
    when employees >= 20 then 'SMALL' else 'MICRO' end
$$;

-- What rule_takes does, and size and credit beside it.
create function grid.takes(rule jsonb, subject_id bigint, office_path text, division text, industry text, tax_source text,
  taxpayer_type text, employees bigint, credit text) returns boolean language sql immutable parallel safe as $$
  select coalesce(rule -> 'subjects' @> to_jsonb(subject_id), false) or (rule - 'subjects' <> '{}'
    and (rule -> 'offices' is null or exists (select from jsonb_array_elements_text(rule -> 'offices') e
      where office_path like '%/' || e || '/%'))
    and (rule -> 'divisions' is null or exists (select from jsonb_array_elements_text(rule -> 'divisions') e where division like e || '%'))
    and (rule -> 'industries' is null or exists (select from jsonb_array_elements_text(rule -> 'industries') e where industry like e || '%'))
    and (rule -> 'taxSources' is null or coalesce(jsonb_exists(rule -> 'taxSources', tax_source), false))
    and (rule -> 'taxpayerTypes' is null or coalesce(jsonb_exists(rule -> 'taxpayerTypes', taxpayer_type), false))
    and (rule -> 'sizes' is null or coalesce(jsonb_exists(rule -> 'sizes', grid.size_class(employees)), false))
    and (rule -> 'credits' is null or coalesce(jsonb_exists(rule -> 'credits', credit), false)))
$$;

-- A change of the whole configuration: written as a draft, seen in rehearsals, live on its day, kept with what was before.
create table grid.config (
  id bigint generated always as identity primary key,
  title text not null check (length(title) between 1 and 80),
  scope_path text not null,
  state text not null default 'DRAFT' check (state in ('DRAFT', 'SCHEDULED', 'LIVE', 'DISCARDED', 'BLOCKED')),
  effective_on date,
  reason text,
  created_at timestamptz not null,
  created_by text not null,
  live_at timestamptz,
  live_by text,
  before jsonb,
  after jsonb,
  rolls_back bigint references grid.config
);
create index config_due on grid.config (effective_on) where state = 'SCHEDULED';
create table grid.config_change (
  config_id bigint not null references grid.config,
  seq int not null,
  change jsonb not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (config_id, seq),
  unique (config_id, change)
);
create view grid.v_config as
  select id, title, scope_path, state, effective_on, created_at, created_by, live_at, live_by, rolls_back from grid.config;
