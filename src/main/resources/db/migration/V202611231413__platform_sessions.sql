-- Sessions as others may see them: never the session id itself.
create view platform.v_session as
  select primary_id as id, principal_name as login, to_timestamp(creation_time / 1000.0) as created_at,
    to_timestamp(last_access_time / 1000.0) as last_access_at, to_timestamp(expiry_time / 1000.0) as expires_at
  from platform.spring_session;
