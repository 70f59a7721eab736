-- Whoever changes a protected table in SQL, and not in the role of the application, leaves a row in the log: who by the
-- database's own word, from where, with which client, and every field before and after.
create function trail.masked(row_value jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case
      when key ~ '(hash|secret|password|token|digest)' and jsonb_typeof(value) <> 'null' then '"***"'::jsonb
      when length(value #>> '{}') > 200 then to_jsonb(left(value #>> '{}', 200) || '…')
      else value end), '{}')
  from jsonb_each(row_value)
$$;

create function trail.note_direct(operation text, what text, key text, subject bigint, fields jsonb) returns void
language sql as $$
  insert into trail.action (happened_at, actor, actor_name, action, object_type, object_id, subject_id, details, ip)
  values (clock_timestamp(), 'db:' || session_user, session_user, 'trail.direct.' || operation, what, key, subject,
    fields || jsonb_strip_nulls(jsonb_build_object('role', current_user, 'client', current_setting('application_name', true))),
    host(inet_client_addr()))
$$;

create function trail.note_direct_row() returns trigger language plpgsql as $$
declare
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  one jsonb := coalesce(after, before);
  shown_before jsonb := trail.masked(coalesce(before, '{}'));
  shown_after jsonb := trail.masked(coalesce(after, '{}'));
  fields jsonb;
begin
  select coalesce(jsonb_object_agg(k, jsonb_build_object('before', shown_before -> k, 'after', shown_after -> k)), '{}')
  into fields
  from (select jsonb_object_keys(before) as k union select jsonb_object_keys(after)) keys
  where (before -> k) is distinct from (after -> k);
  perform trail.note_direct(lower(tg_op), tg_table_schema || '.' || tg_table_name,
    coalesce(one ->> 'id', one ->> 'code', one ->> 'account_id', one ->> 'party_id', one ->> 'reg_serial', one ->> 'key',
      one ->> 'number', one ->> 'seq'),
    nullif(one ->> 'subject_id', '')::bigint, fields);
  return null;
end $$;

create function trail.note_direct_truncate() returns trigger language plpgsql as $$
begin
  perform trail.note_direct('truncate', tg_table_schema || '.' || tg_table_name, null, null, '{}');
  return null;
end $$;

-- Modules call it for their own tables. The condition stands in the trigger, so the application pays for nothing else;
-- "always" keeps the triggers awake in sessions that pretend to be a replica.
create function trail.protect(what regclass) returns void language plpgsql as $$
begin
  execute format('create trigger direct_change after insert or update or delete on %s
    for each row when (current_user <> ''yihu_app'') execute function trail.note_direct_row()', what);
  execute format('create trigger direct_truncate after truncate on %s
    for each statement when (current_user <> ''yihu_app'') execute function trail.note_direct_truncate()', what);
  execute format('alter table %s enable always trigger direct_change', what);
  execute format('alter table %s enable always trigger direct_truncate', what);
end $$;

do $$
declare what text;
begin
  foreach what in array array[
      'organization.account', 'organization.account_role', 'organization.office', 'organization.officer',
      'organization.officer_post', 'organization.avoidance', 'organization.incompatible_duty',
      'taxpayer.registration', 'taxpayer.party_subject', 'task.matter', 'task.task', 'task.feedback',
      'risk.finding', 'risk.label', 'risk.listing', 'risk.model_version', 'risk.model_approval',
      'risk.level_override', 'performance.result', 'platform.marker'] loop
    perform trail.protect(what::regclass);
  end loop;
end $$;

-- The tables of the log itself: the application only inserts, so an update or delete is always somebody else's.
do $$
declare what text;
begin
  foreach what in array array['action', 'sealed', 'checkpoint', 'node', 'log', 'verification'] loop
    execute format('create trigger direct_change after update or delete on trail.%I
      for each row when (current_user <> ''yihu_app'') execute function trail.note_direct_row()', what);
    execute format('alter table trail.%I enable always trigger direct_change', what);
  end loop;
end $$;

-- Switching these triggers off leaves a row too, where the owner may have event triggers (a superuser, as on the embedded server).
create function trail.note_direct_ddl() returns event_trigger language plpgsql as $$
declare command record;
begin
  if current_user = 'yihu_app' then
    return;
  end if;
  for command in select * from pg_event_trigger_ddl_commands() loop
    if command.schema_name = 'trail' or exists (
        select from pg_trigger t where t.tgrelid = command.objid and t.tgname = 'direct_change') then
      perform trail.note_direct('alter', command.object_identity, null, null,
        jsonb_build_object('statement', command.command_tag));
    end if;
  end loop;
end $$;
do $$
begin
  create event trigger trail_direct_ddl on ddl_command_end
    when tag in ('ALTER TABLE', 'CREATE TRIGGER', 'CREATE FUNCTION', 'ALTER FUNCTION', 'CREATE RULE')
    execute function trail.note_direct_ddl();
exception when insufficient_privilege then
  raise notice 'no event trigger: the owner of this database is not a superuser';
end $$;
