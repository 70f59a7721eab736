-- While a task is suspended its clock stands still: on release the deadline moves by the working days between.
alter table task.task add column suspended_at timestamptz;
