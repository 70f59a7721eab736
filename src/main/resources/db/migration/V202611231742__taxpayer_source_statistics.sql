-- Only the table that was loaded, and the two that say what was.
create function taxpayer.refresh_source_statistics(feed text) returns void language plpgsql security definer set search_path = '' as $$
begin
  if feed in (select k.feed from taxpayer.source_kind k) then
    execute format('analyze taxpayer.%I',
      case feed when 'withholdings' then 'withholding' when 'person_incomes' then 'person_income' when 'credit_ratings' then 'credit_rating' else feed end);
    analyze taxpayer.source_batch, taxpayer.source_month;
  end if;
end $$;
