-- Only the table that was loaded (named as the feed, or its singular), and the two that say what was.
create function taxpayer.refresh_source_statistics(feed text) returns void language plpgsql security definer set search_path = '' as $$
declare
  loaded regclass := coalesce(to_regclass('taxpayer.' || quote_ident(feed)), to_regclass('taxpayer.' || quote_ident(rtrim(feed, 's'))));
begin
  if loaded is not null and feed in (select k.feed from taxpayer.source_kind k) then
    execute 'analyze ' || loaded::text;
    analyze taxpayer.source_batch, taxpayer.source_month;
  end if;
end $$;
