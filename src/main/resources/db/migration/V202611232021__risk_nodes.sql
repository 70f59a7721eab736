-- The five nodes of an invoice's life: when a taxpayer passes one, the indicators of its stage are run.
create table risk.node_check (
  subject_id bigint not null,
  node text not null check (node in ('REG_REPORT', 'QUOTA_APPROVED', 'ISSUE_MONTHLY', 'RECEIVE_MONTHLY', 'DEDUCT')),
  month date not null,
  stage text not null check (stage in ('PRE', 'MID', 'POST')),
  happened_at timestamptz not null,
  events bigint not null,
  batch_id bigint,
  origin text not null check (origin in ('LIVE', 'RUN')),
  run_id bigint,
  asked int,
  hit_codes text[] not null default '{}',
  hit_values double precision[] not null default '{}',
  hard_codes text[] not null default '{}',
  decision text,
  checked_at timestamptz,
  primary key (subject_id, node, month)
);
comment on table risk.node_check is 'What the indicators of a node''s stage said: LIVE within seconds of a small batch (checked_at is empty while it waits), RUN by the nightly run for whoever has a finding; it stays with the taxpayer it was said about';
create index node_check_waiting on risk.node_check (happened_at) where checked_at is null;
create view risk.v_node_check as
select subject_id, node, month, stage, happened_at, events, batch_id, origin, run_id, asked, hit_codes, hit_values, hard_codes, decision, checked_at
from risk.node_check;
