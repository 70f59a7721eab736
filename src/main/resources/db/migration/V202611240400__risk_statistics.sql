-- The application does not own the findings; right after a run has written them the planner must know how many there are,
-- or the steps behind it look through a month row by row for each of them.
create function risk.refresh_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze risk.finding (run_id, subject_id);
end $$;
