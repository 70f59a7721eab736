-- what was judged before a merge stands with the taxpayer that lives and goes home at a split
alter table risk.finding add column home_subject_id bigint, add column parked boolean not null default false;
comment on column risk.finding.home_subject_id is 'Merged taxpayer that was judged; null where the taxpayer itself was';
comment on column risk.finding.parked is 'Another finding of the same run and taxpayer scored higher; not shown';
alter table risk.finding drop constraint finding_subject_id_run_id_key;
create unique index finding_one_shown on risk.finding (subject_id, run_id) where not parked;
create index finding_home on risk.finding (home_subject_id) where home_subject_id is not null;
alter table risk.listing add column home_subject_id bigint;
alter table risk.label add column home_subject_id bigint;

create or replace view risk.v_finding as
select f.id, f.run_id, f.subject_id, f.period, f.score, f.raw, f.level, f.hard, v.model_code, v.version as model_version, f.created_at,
       f.hit_codes, f.hit_values, f.hit_severities, f.hit_shares, f.home_subject_id
from risk.finding f join risk.model_version v on v.id = f.model_version_id
where not f.parked;
