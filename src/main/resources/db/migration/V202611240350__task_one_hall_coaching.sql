-- Coaching in the hall is one kind with one drawn process; what stood under the other code becomes it.
update task.matter set type_code = 'HALL_COACHING' where type_code = 'SERVICE_HALL';
update task.task set matter_type = 'HALL_COACHING' where matter_type = 'SERVICE_HALL';
update task.directive set type_code = 'HALL_COACHING' where type_code = 'SERVICE_HALL';
update task.matter_type_change set code = 'HALL_COACHING' where code = 'SERVICE_HALL';
delete from task.matter_type where code = 'SERVICE_HALL';
