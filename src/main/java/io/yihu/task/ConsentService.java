package io.yihu.task;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/**
 * An officer asks for consent before a measure, and the work stands still until a supervisor who is another person has
 * answered; question and answer are events of the task.
 */
@Service
@RequiredArgsConstructor
public class ConsentService {
    static final String GRANTED = "consentGranted";
    static final String REFUSED = "consentRefused";
    private final TaskAccess access;
    private final TaskRepository tasks;
    private final TaskLog log;
    private final PauseBook pauses;
    private final YihuClock clock;

    /** The task waits for the answer; the deadline goes on. */
    @Traced("task.consent.ask")
    public void ask(long taskId, String question) {
        Task task = access.own(taskId);
        about(task);
        String said = StepPolicy.said(question);
        TaskState from = task.getState();
        task.pause(TaskState.WAIT_APPROVAL);
        Trail.note("reason", said);
        done(task, from, task.getStep(), said);
    }

    /** Lets the officer go on, with or without consent. */
    @Traced("task.consent.answer")
    public void answer(long taskId, boolean granted, String note) {
        Task task = access.supervised(taskId);
        about(task);
        if (task.getOfficerId() != null && task.getOfficerId() == access.officer()) {
            throw Refusal.conflict("task.refused.ownQuestion");
        }
        if (task.getState() != TaskState.WAIT_APPROVAL) {
            throw Refusal.conflict("task.refused.noQuestion");
        }
        String said = granted && (note == null || note.isBlank()) ? null : StepPolicy.said(note);
        TaskState from = task.getState();
        task.resume();
        Trail.note("consent", granted);
        if (said != null) {
            Trail.note("reason", said);
        }
        done(task, from, granted ? GRANTED : REFUSED, said);
    }

    private void done(Task task, TaskState from, String step, String note) {
        tasks.flush();
        Instant now = clock.instant();
        log.event(task, from, task.getState(), step, note, now);
        pauses.follow(task, from, note, now);
        Trail.change("state", from, task.getState());
    }

    private static void about(Task task) {
        Trail.object("task", task.getId());
        Trail.subject(task.getSubjectId());
    }
}
