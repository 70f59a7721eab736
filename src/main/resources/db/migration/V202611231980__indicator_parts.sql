-- Peers are compared from what the parts of a run put aside; vectors are found by part.
create table indicator.peer_part (
  run_id bigint not null references indicator.run on delete cascade,
  series text not null,
  measure text not null,
  part smallint not null,
  own text[],
  wide text[],
  "values" double precision[],
  primary key (run_id, series, measure, part)
);
alter table indicator.peer_part alter column "values" set storage external;
comment on table indicator.peer_part is 'Twelve-month figures of the members of one part; the row without a measure names their groups. Emptied when the peers are compared';
create index vector_part on indicator.vector (period, (mod(abs(subject_id), 16)));
drop index indicator.vector_period;
