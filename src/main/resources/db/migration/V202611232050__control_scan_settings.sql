-- Scan indicators change by two persons as control points do: their level is the level of a finding.
alter table control.setting drop constraint setting_level_check;
alter table control.setting add constraint setting_level_check check (level in ('BLOCK', 'WARN', 'HIGH', 'MEDIUM', 'LOW'));
comment on table control.setting is 'Level and parameters of control points (EC-…) and thresholds of scan indicators (IC-I…) as two persons changed them';
