create view platform.v_calendar_day as select day, working, name, published from platform.calendar_day;
