-- The n-th working day after a moment, at a time of the Chinese day.
create function platform.working_moment(since timestamptz, days int, clock time) returns timestamptz language sql stable strict as $$
  select (platform.add_working_days((since at time zone 'Asia/Shanghai')::date, days) + clock) at time zone 'Asia/Shanghai'
$$;
