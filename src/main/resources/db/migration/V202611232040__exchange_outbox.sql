-- What goes out to other systems: written in the transaction of the fact itself, delivered afterwards, kept until it is acknowledged.
create table exchange.outbound_target (
  code text primary key,
  url text,
  scheme text not null default 'ED25519' check (scheme in ('ED25519', 'HMAC')),
  public_key text,
  timeout_millis int not null default 10000 check (timeout_millis between 50 and 120000),
  active boolean not null default true,
  failures int not null default 0,
  paused_until timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_problem text,
  changed_at timestamptz,
  changed_by text
);
comment on column exchange.outbound_target.public_key is 'Ed25519 key of the receiver, for its receipts; a shared secret stands in the data folder, never here';
select trail.protect('exchange.outbound_target');

create table exchange.outbox (
  id bigint generated always as identity,
  subject_id bigint not null default 0,
  target text not null,
  event_type text not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  batch text not null,
  entity text not null,
  revision int not null default 1,
  payload jsonb not null,
  digest text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'SENDING', 'SENT', 'DELIVERED', 'DEAD', 'SUPERSEDED')),
  attempts int not null default 0,
  give_up_at int not null default 12,
  next_at timestamptz not null,
  last_problem text,
  created_at timestamptz not null,
  created_by text not null,
  settled_at timestamptz,
  receipt_id text,
  receipt jsonb,
  primary key (subject_id, id)
);
comment on column exchange.outbox.entity is 'What the message is about; a newer one about the same takes the place of one that was not delivered';
comment on column exchange.outbox.batch is 'What is compared together with the receiver, such as a month';
comment on column exchange.outbox.digest is 'SHA-256 of the payload as it is sent';
create unique index outbox_key on exchange.outbox (target, idempotency_key);
create index outbox_due on exchange.outbox (target, next_at, id) where state in ('PENDING', 'SENDING', 'SENT');
create index outbox_entity on exchange.outbox (target, batch, entity, id desc);
create index outbox_newest on exchange.outbox (target, id desc);
create index outbox_dead on exchange.outbox (target, id) where state = 'DEAD';

create table exchange.outbox_attempt (
  subject_id bigint not null,
  message_id bigint not null,
  attempt int not null,
  at timestamptz not null,
  millis int not null,
  outcome text not null,
  status int,
  detail text,
  primary key (subject_id, message_id, attempt)
);

create table exchange.outbox_reconciliation (
  id bigint generated always as identity primary key,
  target text not null,
  batch text not null,
  at timestamptz not null,
  made_by text not null,
  ours int not null,
  delivered int not null,
  theirs int not null,
  outstanding int not null,
  missing int not null,
  unknown int not null,
  different int not null,
  detail jsonb not null
);
create index outbox_reconciliation_batch on exchange.outbox_reconciliation (target, batch, id desc);
comment on table exchange.outbox_reconciliation is 'What a receiver said it holds against what we meant it to hold';

create view exchange.v_outbox as
select id, subject_id, target, event_type, idempotency_key, batch, entity, revision, digest, state, attempts, last_problem, created_at, settled_at, receipt_id
from exchange.outbox;
