alter table taxpayer.resolution_pair add column proposed_path text, add column proposed_reason text;
comment on column taxpayer.resolution_pair.proposed_path is 'Scope of the person who proposed the merge; the second one must cover what this one did not';
create index resolution_pair_deferred on taxpayer.resolution_pair (deferred_at) where superseded_at is null and deferred_at is not null;
alter table taxpayer.link_decision drop constraint link_decision_kind_check;
alter table taxpayer.link_decision add check (kind in ('APPLY', 'MERGE', 'SPLIT', 'LINK', 'APART', 'UNDO', 'PROPOSE'));

-- the one before became the other: both files say so, nothing is merged
create view taxpayer.v_successor as
select r.id as pair_id, case when earlier then a.subject_id else b.subject_id end as predecessor_subject_id,
  case when earlier then b.subject_id else a.subject_id end as successor_subject_id, r.rule, r.score, r.decided_at
from (
  select r.*, (select min(g.register_date) from taxpayer.registration g where g.party_id = r.party_a)
    <= (select min(g.register_date) from taxpayer.registration g where g.party_id = r.party_b) as earlier
  from taxpayer.resolution_pair r where r.superseded_at is null and (r.rule = 'ER-N2' or r.veto = 'ER-N2') and r.outcome <> 'LINKED') r
join taxpayer.party a on a.id = r.party_a join taxpayer.party b on b.id = r.party_b;

create view taxpayer.v_link_decision as
select id, kind, run_id, reason, decided_by, decided_at, effective, moved, undoes, undone_by from taxpayer.link_decision;
