-- A run is judged by several nodes, part by part: which versions judge is settled once.
create table risk.run_model (
  run_id bigint not null,
  model_version_id bigint not null references risk.model_version,
  primary key (run_id, model_version_id)
);
comment on table risk.run_model is 'Model versions a run judges with, settled when judging begins';
