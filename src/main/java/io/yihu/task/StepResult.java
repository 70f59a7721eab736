package io.yihu.task;

import java.time.LocalDate;

/**
 * What came out of one step.
 *
 * @param outcome one of the outcomes the process offers at this step, such as INTERVIEW or DECISION
 * @param note what was done and seen, at least five characters
 * @param companionId the second officer of an on-site check, otherwise null
 * @param occurredOn day of the interview or check, null = today
 * @param nextOfficerId who gets the next step where it belongs to another duty, null = the least loaded who may
 */
public record StepResult(String outcome, String note, Long companionId, LocalDate occurredOn, Long nextOfficerId) {
    public StepResult {
        note = note == null ? "" : note.strip();
    }

    public StepResult(String outcome, String note, Long companionId, LocalDate occurredOn) {
        this(outcome, note, companionId, occurredOn, null);
    }
}
