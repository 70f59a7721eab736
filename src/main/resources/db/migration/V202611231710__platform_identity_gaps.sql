-- A killed seeding has drawn numbers it did not use; ties in the dispatch fall by the numbers of tasks and officers.
-- Only while a demo is being seeded: elsewhere gaps mean nothing, and numbers once shown must not come again.
create function platform.close_identity_gaps() returns int language plpgsql security definer set search_path = '' as $$
declare
  drawn record;
  number int := 0;
begin
  if not exists (select from platform.marker where key = 'demo.state' and value = 'running') then
    return 0;
  end if;
  for drawn in
    select n.nspname as schema, c.relname as name, a.attname as col,
      coalesce(pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname),
        substring(pg_catalog.pg_get_expr(d.adbin, d.adrelid) from 'nextval\(''([^'']+)''')) as seq
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname in ('exchange', 'organization', 'taxpayer', 'invoice', 'indicator', 'grid', 'task', 'risk', 'performance')
      and (a.attidentity <> '' or pg_catalog.pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')
    order by 1, 2
  loop
    execute pg_catalog.format('lock table %I.%I in share row exclusive mode', drawn.schema, drawn.name);
    execute pg_catalog.format('select pg_catalog.setval(%L, coalesce(max(%I), 0) + 1, false) from %I.%I',
      drawn.seq, drawn.col, drawn.schema, drawn.name);
    number := number + 1;
  end loop;
  return number;
end $$;
comment on function platform.close_identity_gaps() is 'During the seeding of a demo: the next numbers follow the highest ones in use';
