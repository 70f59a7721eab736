-- The application owns few tables and may not analyze the others; after a large load the planner must not wait for autovacuum.
create function platform.refresh_statistics() returns int language plpgsql security definer set search_path = '' as $$
declare
  stale record;
  number int := 0;
begin
  for stale in
    select s.schemaname, s.relname from pg_catalog.pg_stat_user_tables s
    join pg_catalog.pg_class c on c.oid = s.relid
    where c.relkind = 'r' and s.schemaname not like 'pg_temp%' and s.n_mod_since_analyze > 200 + s.n_live_tup / 10
  loop
    execute pg_catalog.format('analyze %I.%I', stale.schemaname, stale.relname);
    number := number + 1;
  end loop;
  return number;
end $$;
comment on function platform.refresh_statistics is 'Analyzes what changed much since the last time; returns the number of tables';
