-- After a search over everything nothing is as the planner remembers it: who is merged, how many pairs stand.
create function taxpayer.refresh_link_statistics() returns void language plpgsql security definer set search_path = '' as $$
begin
  analyze taxpayer.subject, taxpayer.party, taxpayer.party_subject, taxpayer.resolution_pair, taxpayer.link_move, taxpayer.link_decision,
    taxpayer.identity_doubt;
end $$;
