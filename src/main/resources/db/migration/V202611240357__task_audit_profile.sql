-- POL-14: auditors who know a trade are asked first about taxpayers of that trade.
create table task.trade_skill (
  section text primary key,
  tag text not null
);
comment on table task.trade_skill is 'Reference: section of GB/T 4754 → skill of who knows it; where nobody has it, load decides alone';
insert into task.trade_skill values ('C', 'MANUFACTURING'), ('E', 'CONSTRUCTION'), ('F', 'WHOLESALE');
