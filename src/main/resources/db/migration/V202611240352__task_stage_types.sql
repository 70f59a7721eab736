-- Kinds of the three stages (SRV-10): preparing a service, giving it, being told of a level.
insert into task.matter_type (code, class, stage, duty_code, skill_tags, mandatory_tags, needs_cert, standard_minutes,
  sla_unit, sla_amount, first_action_hours, merge_key, confidential, needs_approval, process_key) values
  ('PRE_SERVICE_PREP', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 20, 'WORKDAY', 5, null, 'SERVICE', false, false, null),
  ('PRE_SERVICE', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 20, 'WORKDAY', 5, null, 'SERVICE', false, false, null),
  ('MID_LEVEL_NOTICE', 'MANAGEMENT', 'MID', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 15, 'WORKDAY', 3, null, 'LEVEL', false, false, null);
