-- The worse capability counts, whichever number it was reported for.
create or replace view taxpayer.v_person as
select p.id, p.person_no, p.name, p.birth, p.sex, coalesce(p.death_flag or m.dead, p.death_flag, m.dead) as death_flag,
  case when m.rank > coalesce(array_position(array['UNKNOWN', 'NONE', 'LIMITED', 'NONE_CAPACITY'], coalesce(nullif(f.flag, 'UNKNOWN'), p.capability_flag, f.flag)), 0)
    then (array['UNKNOWN', 'NONE', 'LIMITED', 'NONE_CAPACITY'])[m.rank]
    else coalesce(nullif(f.flag, 'UNKNOWN'), p.capability_flag, f.flag) end as capability_flag,
  coalesce((select c.score from taxpayer.credit_score c where c.person_id = p.id order by c.day desc limit 1), p.credit_score, m.score) as credit_score,
  coalesce(p.id_masked, m.id_masked) as id_masked, p.id_type, coalesce(p.phone_masked, m.phone_masked) as phone_masked, p.phone_hash, p.notes,
  p.source, p.batch_id, p.line_no
from taxpayer.person p left join taxpayer.illness_flag f on f.person_id = p.id
left join (
  select q.main_id, bool_or(q.death_flag) as dead, min(q.credit_score) as score, min(q.id_masked) as id_masked, min(q.phone_masked) as phone_masked,
    max(array_position(array['UNKNOWN', 'NONE', 'LIMITED', 'NONE_CAPACITY'], coalesce(nullif(g.flag, 'UNKNOWN'), q.capability_flag, g.flag))) as rank
  from taxpayer.person q left join taxpayer.illness_flag g on g.person_id = q.id
  where q.main_id is not null group by q.main_id) m on m.main_id = p.id
where p.main_id is null;

create or replace view taxpayer.v_person_role as
select r.id, r.main_person_id as person_id, p.subject_id, r.reg_serial, r.role, r.valid_from, r.valid_to, r.share_pct, r.source, r.batch_id, r.line_no
from taxpayer.person_role r join taxpayer.party p on p.id = r.party_id;
