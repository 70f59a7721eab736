-- The application does not own the vectors; right after a run has written them the planner must know how many there are.
create function indicator.refresh_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze indicator.vector (subject_id, period, run_id);
end $$;
