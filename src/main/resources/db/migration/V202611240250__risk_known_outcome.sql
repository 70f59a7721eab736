-- What is known of taxpayers from elsewhere (defaults on loans, findings of another authority), only to look how well the ranking separates them.
create table risk.outcome_list (
  id bigint generated always as identity primary key,
  title text not null check (length(title) between 2 and 80),
  meaning text not null check (length(meaning) between 4 and 300),
  strangers int not null,
  stranger_examples text[] not null,
  loaded_by text not null,
  loaded_at timestamptz not null
);
comment on table risk.outcome_list is 'Lists of known outcomes the ranking is compared with; never learned from, never tuned to';
create table risk.known_outcome (
  party_id bigint not null,
  list_id bigint not null references risk.outcome_list (id) on delete cascade,
  bad boolean not null,
  primary key (party_id, list_id)
);
create index known_outcome_list on risk.known_outcome (list_id);
comment on table risk.known_outcome is 'Which taxpayers of a list turned out badly; by tax number, so that it follows its enterprise';
select trail.protect('risk.outcome_list');
