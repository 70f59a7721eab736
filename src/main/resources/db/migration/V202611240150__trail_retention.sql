-- The log is kept in partitions of ten million rows. Old ones leave it whole, after an export that proves itself; what stays is the
-- hash of every row, so that the tree and all checkpoints still stand, and a signed word that these rows were taken out on purpose.
create table trail.retired (
  end_seq bigint primary key,
  below_id bigint not null,
  text text not null,
  key_id text not null,
  signature bytea not null
);
comment on table trail.retired is 'Rows numbered below end_seq with ids below below_id may be gone; only a signed line counts';

create function trail.make_partition(n bigint) returns void language plpgsql as $$
begin
  execute format('create table trail.action_p%s partition of trail.action for values from (%s) to (%s)', n,
    case when n = 0 then 'minvalue' else (n * 10000000)::text end, (n + 1) * 10000000);
end $$;
revoke all on function trail.make_partition(bigint) from public, yihu_app;

-- Room for the rows to come: the partition of the next id and the one after it; returns how many were made.
create function trail.make_room() returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  here bigint := (select last_value / 10000000 from trail.action_id);
  made int := 0;
begin
  if to_regclass('trail.action_p' || here + 1) is not null or to_regclass('trail.action_first') is not null and here < 10 then
    return 0;
  end if;
  set local lock_timeout = '2s';
  for n in here .. here + 1 loop
    if to_regclass('trail.action_p' || n) is null then
      perform trail.make_partition(n);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
grant execute on function trail.make_room() to yihu_app;

-- A young log moves into small partitions at once; a large one keeps its first partition of a hundred million rows.
do $$
declare watched boolean := exists (select from pg_event_trigger where evtname = 'trail_direct_ddl');
begin
  if (select coalesce(max(id), 0) from trail.action) < 2000000 and to_regclass('trail.action_rest') is not null
      and not exists (select from trail.action_rest) then
    if watched then
      alter event trigger trail_direct_ddl disable;
    end if;
    alter table trail.action detach partition trail.action_first;
    perform trail.make_partition(0);
    perform trail.make_partition(1);
    insert into trail.action select * from trail.action_first;
    drop table trail.action_first;
    if watched then
      alter event trigger trail_direct_ddl enable;
    end if;
  end if;
end $$;

select trail.protect('trail.retired');

-- Partitions that hold nothing but sealed rows numbered below the end of an export, the oldest first and without a gap.
create function trail.ripe_partitions(end_seq bigint) returns table (name text, below_id bigint) language plpgsql as $$
declare
  part record;
  waiting boolean;
begin
  for part in
    select c.oid::regclass as id, c.relname::text as called, substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''?(\d+)''?\)')::bigint as upper
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'trail.action'::regclass and pg_get_expr(c.relpartbound, c.oid) ~ 'TO \(''?\d+''?\)'
    order by 3
  loop
    exit when part.upper > (select last_value from trail.action_id); -- still being written
    execute format('select not exists (select from %s) or exists (select from %s a left join trail.sealed s on s.action_id = a.id
      where s.seq is null or s.seq >= $1)', part.id, part.id) into waiting using end_seq;
    exit when waiting;
    name := part.called;
    below_id := part.upper;
    return next;
  end loop;
end $$;
revoke all on function trail.ripe_partitions(bigint) from public, yihu_app;
