alter table organization.avoidance add column inherited_from bigint;
comment on column organization.avoidance.inherited_from is 'Merged taxpayer this avoidance was given for; ended when the two are split';
