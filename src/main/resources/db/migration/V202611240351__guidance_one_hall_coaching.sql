-- Coaching in the hall is one kind; messages say by which ways they went.
update guidance.push set matter_type = 'HALL_COACHING' where matter_type = 'SERVICE_HALL';
alter table guidance.push add column channels text[] not null default '{E_BUREAU}';
alter table guidance.template_version add column channels text[];
comment on column guidance.template_version.channels is 'NULL in versions from before: the ways of the definition hold';
create or replace view guidance.v_push as
select id, subject_id, event, event_ref, happened_at, template, template_version, level, taxpayer_class, channel, title, state, delivery, task_id, phone_task_id,
  created_at, delivered_at, read_at, acked_at, phoned_at, attended_at, signed_at, closed_at, outcome, choice, valid_until, channels
from guidance.push;
