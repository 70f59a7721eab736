insert into task.matter_type (code, class, stage, duty_code, skill_tags, mandatory_tags, needs_cert, standard_minutes,
  sla_unit, sla_amount, first_action_hours, merge_key, confidential, needs_approval, process_key) values
  ('COACHING', 'SERVICE', 'PRE', 'SERVICE_GUIDE', '{SERVICE}', '{}', false, 120, 'WORKDAY', 20, null, 'COACHING', false, false, null);
