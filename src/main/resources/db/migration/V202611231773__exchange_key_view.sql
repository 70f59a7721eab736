create view exchange.v_api_key as
select 'key:' || id as login, id, name, hint, feeds, created_at, expires_at, revoked_at from exchange.api_key;
