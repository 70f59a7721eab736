-- A registration that comes again under another tax id leaves the old one behind: evidence that the two are one.
create table taxpayer.former_tax_id (
  reg_serial text not null,
  party_id bigint not null,
  tax_id text not null,
  new_party_id bigint not null,
  new_tax_id text not null,
  batch_id bigint not null,
  primary key (party_id, reg_serial, new_party_id)
);
comment on table taxpayer.former_tax_id is 'Tax ids that a registration had at an earlier load';
create index former_tax_id_new on taxpayer.former_tax_id (new_party_id);

-- What a new registration is looked up by among all others.
create index registration_uscc on taxpayer.registration (uscc) where uscc is not null;
create index registration_phone on taxpayer.registration (phone) where phone is not null;
create index registration_address on taxpayer.registration (address_norm) where address_norm is not null;
create index registration_name on taxpayer.registration (name_norm);
create index registration_batch on taxpayer.registration (batch_id);
create index change_old_id on taxpayer.change (taxpayer.party_id(old_value)) where item = 'TAX_ID';
create index change_new_id on taxpayer.change (taxpayer.party_id(new_value)) where item = 'TAX_ID';
