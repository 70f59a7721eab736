-- Desks and lists of an authority with a million open tasks: every filter has a way of its own.
create index task_waiting on task.task (subject_id) where state = 'NEW';
create index task_open_state on task.task (state, id) where closed_at is null;
create index task_open_type on task.task (matter_type, id) where closed_at is null;
create index task_open_level on task.task (level, id) where closed_at is null;
create index task_grid on task.task (grid_id, id);
