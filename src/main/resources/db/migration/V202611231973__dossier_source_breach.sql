-- A source that is later than its target: opened by the nightly run, closed when it is in time again; what quality follows up.
create table dossier.source_breach (
  feed text not null,
  opened_on date not null,
  last_day date,
  lag_days int not null,
  target_days int not null,
  checked_on date not null,
  closed_on date,
  primary key (feed, opened_on)
);
comment on table dossier.source_breach is 'Sources later than their target, from the night it was seen to the night it was over; lag as last checked';
create view dossier.v_source_breach as
select feed, opened_on, last_day, lag_days, target_days, checked_on, closed_on from dossier.source_breach;
