-- Large loads that wait for the nightly search over everything.
create table taxpayer.resolution_waiting (
  batch_id bigint not null,
  feed text not null,
  registrations bigint not null,
  noted_at timestamptz not null,
  primary key (batch_id, feed)
);
comment on table taxpayer.resolution_waiting is 'Batches too large to be searched against their neighbourhood: the next search over all registrations takes them';

-- The newest weights are looked for by every small run.
create index resolution_run_full on taxpayer.resolution_run (id) where kind = 'FULL';
-- Names that have no initials yet: none, as a rule.
create index subject_without_initials on taxpayer.subject (id) where not external and initials is null;

-- A handful of rows changes no statistics worth a second of reading.
create function taxpayer.refresh_statistics(loaded bigint) returns void language plpgsql security definer set search_path = '' as $$
begin
  if loaded * 20 >= (select coalesce(max(c.reltuples), 0) from pg_catalog.pg_class c
      where c.oid in ('taxpayer.registration'::pg_catalog.regclass, 'taxpayer.person'::pg_catalog.regclass)) then
    perform taxpayer.refresh_statistics();
  end if;
end $$;
