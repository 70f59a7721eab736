-- One thread for each work order, and one for each package between regions: who said what, who was meant, who has read it.
create table task.message (
  id bigint generated always as identity,
  subject_id bigint not null,
  topic text not null check (topic in ('ORDER', 'REGION')),
  topic_id bigint not null,
  officer_id bigint not null,
  office_id bigint,
  body text not null,
  at timestamptz not null,
  primary key (subject_id, id)
);
create index message_topic on task.message (topic, topic_id, id);

create table task.message_mention (
  subject_id bigint not null,
  message_id bigint not null,
  officer_id bigint not null,
  primary key (subject_id, message_id, officer_id)
);
create index message_mention_officer on task.message_mention (officer_id, message_id);

create table task.message_seen (
  subject_id bigint not null,
  topic text not null,
  topic_id bigint not null,
  officer_id bigint not null,
  last_id bigint not null,
  at timestamptz not null,
  primary key (subject_id, topic, topic_id, officer_id)
);

create view task.v_message as select id, subject_id, topic, topic_id, officer_id, office_id, at from task.message;
