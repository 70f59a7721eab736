-- Warnings beyond a bound are counted, not listed: a file of millions of them must not fill the database.
alter table exchange.batch add column warned_unlisted bigint not null default 0;
comment on column exchange.batch.warned_unlisted is 'Rows with warnings that were counted and not listed line by line';
create table exchange.reject_unlisted (
  batch_id bigint not null references exchange.batch,
  reason text not null,
  rows bigint not null,
  primary key (batch_id, reason)
);
comment on table exchange.reject_unlisted is 'Warnings that were counted and not listed, by reason';
