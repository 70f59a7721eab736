-- Nobody plans by what stands inside these arrays, but counting their elements takes seconds of every run.
alter table indicator.vector alter column "values" set statistics 0;
alter table indicator.feature_vector alter column "values" set statistics 0;
alter table indicator.peer_part alter column "values" set statistics 0, alter column own set statistics 0, alter column wide set statistics 0;
do $$
declare
  part regclass;
begin
  for part in select relid from pg_partition_tree('indicator.frame_value') loop
    execute format('alter table %s alter column "values" set statistics 0', part);
  end loop;
end $$;
