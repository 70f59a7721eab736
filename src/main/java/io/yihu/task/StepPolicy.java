package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each step of a process may lead to and what it must say. */
@Component
@RequiredArgsConstructor
class StepPolicy {
    static final int SHORTEST_NOTE = 5;
    static final int LONGEST_NOTE = 2000;

    private final JdbcClient jdbc;
    private final ProcessModels models;
    private final FormDrafts drafts;

    /** A reason a person must give. */
    static String said(String reason) {
        String said = reason == null ? "" : reason.strip();
        if (said.length() < SHORTEST_NOTE || said.length() > LONGEST_NOTE) {
            throw Refusal.invalid("task.refused.note", SHORTEST_NOTE, LONGEST_NOTE);
        }
        return said;
    }

    /** On-site checks need two officers; nothing happened in the future or before the task came. */
    StepResult checked(Task task, StepResult result, LocalDate today) {
        if (models.ways(task.getProcessDefinitionId(), task.getStep()).stream()
                .noneMatch(way -> way.outcome().equals(result.outcome()))) {
            throw Refusal.invalid("task.refused.outcome");
        }
        said(result.note());
        if (drafts.untouched(result.note())) {
            throw Refusal.invalid("task.refused.draft");
        }
        LocalDate on = result.occurredOn() == null ? today : result.occurredOn();
        if (on.isAfter(today)) {
            throw Refusal.invalid("task.refused.future");
        }
        Long companion = result.companionId();
        if (models.needsTwo(task.getProcessDefinitionId(), task.getStep())) {
            if (companion == null || companion.equals(CurrentActor.get().officerId())) {
                throw Refusal.invalid("task.refused.companion");
            }
            boolean fit =
                    jdbc.sql("""
                            select exists (select from organization.v_officer where id = ? and status = 'ON_DUTY'
                              and cert_no is not null and (cert_valid_to is null or cert_valid_to >= ?))""").params(companion, on).query(Boolean.class).single();
            if (!fit) {
                throw Refusal.invalid("task.refused.companionUnfit");
            }
        }
        return new StepResult(result.outcome(), result.note(), companion, on, result.nextOfficerId());
    }
}
