-- What happens at the counter and at other desks: information reports, identity checks, services, signings, audits, penalties, complaints.
insert into taxpayer.source_kind (feed, position, third_party, personal, lag_days) values ('tax_events', 18, false, false, 15);
create table taxpayer.tax_event (
  party_id bigint not null,
  event_no text not null,
  type text not null,
  at timestamptz not null,
  title text,
  result text,
  amount numeric(20,2),
  source text not null, batch_id bigint not null, line_no bigint not null,
  primary key (party_id, event_no)
);
comment on table taxpayer.tax_event is 'Events of the time axis that no other register knows; type as in the list of event types';
create view taxpayer.v_tax_event as
select p.subject_id, e.party_id, e.event_no, e.type, e.at, e.title, e.result, e.amount, e.source, e.batch_id, e.line_no
from taxpayer.tax_event e join taxpayer.party p on p.id = e.party_id;
