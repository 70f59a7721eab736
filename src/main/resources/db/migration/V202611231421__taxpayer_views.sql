create view taxpayer.v_party as select id, tax_id, subject_id, external from taxpayer.party;

create view taxpayer.v_status as select code, name_zh, name_en, active from taxpayer.status_code;

create view taxpayer.v_subject as
select s.id, s.name, s.tax_id, s.uscc, s.office_id, s.external, s.status, s.taxpayer_type, s.subject_kind, s.registration_type,
  s.industry_code, s.division_code, s.address, s.register_date, s.open_date, s.close_date, s.capital, s.paid_in_capital, s.employees,
  s.business_scope, s.phone, s.email, s.tax_source_class, s.main_reg_serial, s.source, s.batch_id, s.line_no,
  s.address_norm, s.business_division_code, s.name_norm, s.initials,
  not s.external and coalesce(s.status in ('01', '02', '03', '04', '05', '06', '09', '11', '12'), true) as active
from taxpayer.subject s;
comment on view taxpayer.v_subject is 'One row per taxpayer; active = registered here and not cancelled';

create view taxpayer.v_registration as
select r.reg_serial, r.party_id, p.subject_id, r.tax_id, r.uscc, r.legacy_tax_id, r.org_code, r.name, r.name_norm, r.subject_kind,
  r.registration_type, r.status, r.taxpayer_type, r.industry_code, r.division_code, r.address, r.address_norm,
  r.business_division_code, r.business_address, r.office_code, r.office_id, r.register_date, r.open_date, r.close_date, r.capital,
  r.paid_in_capital, r.employees, r.business_scope, r.phone, r.email, r.tax_source_class, r.notes, r.source, r.batch_id, r.line_no
from taxpayer.registration r join taxpayer.party p on p.id = r.party_id;

create view taxpayer.v_person as
select id, person_no, name, birth, sex, death_flag, capability_flag, credit_score, id_masked, id_type, phone_masked, phone_hash, notes,
  source, batch_id, line_no
from taxpayer.person;

create view taxpayer.v_person_role as
select r.id, r.person_id, p.subject_id, r.reg_serial, r.role, r.valid_from, r.valid_to, r.share_pct, r.source, r.batch_id, r.line_no
from taxpayer.person_role r join taxpayer.party p on p.id = r.party_id;

create view taxpayer.v_change as
select c.id, p.subject_id, c.reg_serial, c.item, c.old_value, c.new_value, c.change_date, c.person_id, c.source, c.batch_id, c.line_no
from taxpayer.change c join taxpayer.party p on p.id = c.party_id;

create view taxpayer.v_label as
select subject_id, code, value, valid_from, valid_to, reason, set_by, set_at from taxpayer.label;

create view taxpayer.v_party_subject as
select party_id, subject_id, valid_from, valid_to, rule, score, evidence, decided_by from taxpayer.party_subject;
