-- POL-13: an audit goes to the level its taxpayer's class belongs to, and stays with that office.
create table task.tier_rule (
  tax_source_class text primary key,
  level text not null check (level in ('HQ', 'PROVINCE', 'CITY', 'COUNTY'))
);
comment on table task.tier_rule is 'Reference: which level audits which class of tax source; a taxpayer without a class is a small one';
insert into task.tier_rule values ('KEY', 'PROVINCE'), ('LARGE_MEDIUM', 'CITY'), ('SMALL', 'COUNTY');

alter table task.matter_type add column tiered boolean not null default false;
comment on column task.matter_type.tiered is 'Goes by tier_rule to an office of that level instead of through the grids';
update task.matter_type set tiered = true where code = 'AUDIT';

alter table task.task add column tier_level text, add column tier_office_id bigint;
comment on column task.task.tier_level is 'Level the rule asks for; tier_office_id is the office that really has it, a higher one where that level has nobody';
create index task_tier_office on task.task (tier_office_id) where tier_office_id is not null;
create view task.v_task_tier as select id as task_id, subject_id, tier_level, tier_office_id from task.task where tier_office_id is not null;
