-- Tickets by which the electronic tax bureau hands a signed-in person over; each opens once.
create table guidance.portal_ticket (
  nonce text primary key,
  tax_id text not null,
  person_no text not null,
  used_at timestamptz not null
);
create index portal_ticket_used on guidance.portal_ticket (used_at);
