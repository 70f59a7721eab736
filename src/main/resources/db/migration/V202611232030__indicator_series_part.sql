-- The months of a series are read from the facts once a run: the peers step leaves them for the features step.
create unlogged table indicator.series_part (
  run_id bigint not null,
  series text not null,
  part smallint not null,
  measure text not null,
  months bytea not null,
  primary key (series, part, measure)
);
alter table indicator.series_part alter column months set storage external;
comment on table indicator.series_part is 'Months of a measure for the subjects of one part, as doubles month by month; the row without a measure says who they are. Lost with a crash, read anew then';
