-- what controls look at: files and steps of tasks, without their contents
create view task.v_evidence as select id, task_id, subject_id, file_name, size, sha256, uploaded_by, uploaded_at from task.evidence;
create view task.v_task_step as
  select id, task_id, subject_id, step, started_at, finished_at, officer_id, outcome, companion_id, occurred_on from task.task_step;
