-- What a taxpayer is, tag by tag, with its history (SRV-02).
create table guidance.tag (
  subject_id bigint not null,
  tag text not null,
  value text not null,
  valid_from date not null,
  valid_to date,
  primary key (subject_id, tag, valid_from)
);
create index tag_now on guidance.tag (tag, value) where valid_to is null;
create index tag_changed on guidance.tag (valid_from, tag);
comment on column guidance.tag.valid_to is 'First day it no longer holds; NULL while it holds';
create view guidance.v_tag as select subject_id, tag, value, valid_from, valid_to from guidance.tag;

-- Coaching of many at once, in a room or online, at a host such as an incubator or a university (POL-04).
create sequence guidance.coaching_id;
create table guidance.coaching (
  id bigint not null default nextval('guidance.coaching_id'),
  subject_id bigint not null,
  task_id bigint,
  title text not null,
  mode text not null check (mode in ('ONSITE', 'ONLINE')),
  place text not null,
  starts_at timestamptz not null,
  planned_at timestamptz not null,
  planned_by text not null,
  held_at timestamptz,
  note text,
  primary key (subject_id, id)
);
create index coaching_id_key on guidance.coaching (id);
create index coaching_task on guidance.coaching (task_id);
create table guidance.coaching_attendee (
  id bigint generated always as identity,
  subject_id bigint not null,
  coaching_id bigint not null,
  name text not null,
  organisation text not null,
  kind text not null check (kind in ('STARTUP', 'UNIVERSITY', 'TAXPAYER', 'VOLUNTEER')),
  mode text not null check (mode in ('ONSITE', 'ONLINE')),
  came boolean not null default false,
  primary key (subject_id, id),
  unique (subject_id, coaching_id, name, organisation)
);
create view guidance.v_coaching as select id, subject_id, task_id, title, mode, starts_at, held_at,
  (select count(*) from guidance.coaching_attendee a where a.subject_id = c.subject_id and a.coaching_id = c.id) as invited,
  (select count(*) from guidance.coaching_attendee a where a.subject_id = c.subject_id and a.coaching_id = c.id and a.came) as came
from guidance.coaching c;
create view guidance.v_coaching_attendee as select id, subject_id, coaching_id, kind, mode, came from guidance.coaching_attendee;
