-- What every finding of the newest run may yield, worked out once a run: the list only sorts what a person may see.
create table risk.ranking (
  subject_id bigint not null,
  finding_id bigint not null,
  run_id bigint not null,
  chance double precision not null,
  stake double precision not null,
  expected double precision not null,
  minutes int not null,
  primary key (subject_id, finding_id)
);
create index ranking_finding on risk.ranking (finding_id);
comment on table risk.ranking is 'Expected yield of the findings of the newest run: chance of being confirmed × tax at stake';
create view risk.v_ranking as
select f.subject_id, r.finding_id, r.run_id, f.period, f.level, f.score, r.chance, r.stake, r.expected, r.minutes
from risk.ranking r join risk.finding f on f.id = r.finding_id
where not f.parked and r.run_id = (select max(x.run_id) from risk.ranking x);
