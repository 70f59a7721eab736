-- Kinds of matters a pushed message brings: a hall coaching that ends with a signed notice, a call where nobody answered, a question to answer.
insert into task.matter_type (code, class, stage, duty_code, skill_tags, mandatory_tags, needs_cert, standard_minutes,
  sla_unit, sla_amount, first_action_hours, merge_key, confidential, needs_approval, process_key) values
  ('SERVICE_HALL', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 60, 'WORKDAY', 5, null, 'SERVICE', false, false, null),
  ('SERVICE_PHONE', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 15, 'WORKDAY', 3, null, 'SERVICE', false, false, null),
  ('SERVICE_DEMAND', 'SERVICE', 'MID', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 20, 'WORKDAY', 2, null, 'DEMAND', false, false, null);
