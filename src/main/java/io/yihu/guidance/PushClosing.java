package io.yihu.guidance;

import io.yihu.task.CompletionService;
import java.time.Instant;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the service with its last missing step, and with it the tasks it brought. */
@Component
@RequiredArgsConstructor
class PushClosing {
    private final PushRepository pushes;
    private final PushLog log;
    private final CompletionService completion;
    private final MessageSource messages;
    private final JdbcClient jdbc;

    /** A step of the coaching in the hall happened: its drawn process goes on. */
    void course(Push push, String step, String note) {
        if (push.isNeedsHall() && push.isOwnTask() && push.getTaskId() != null) {
            pushes.flush();
            completion.seen(push.getTaskId(), step, note);
        }
    }

    /** After a step: closes when nothing is missing. */
    void follow(Push push, Instant at) {
        if (push.closeIfDone(at)) {
            pushes.flush();
            String seen = messages.getMessage("guidance.outcome." + push.getOutcome(), null, Locale.SIMPLIFIED_CHINESE);
            log.step(push, "CLOSED", seen, at);
            settle(push, seen);
        } else {
            pushes.flush();
        }
    }

    /** The tasks the message brought; one that was there before is its officer's to finish. */
    void settle(Push push, String seen) {
        pushes.flush();
        if (push.isOwnTask() && push.getTaskId() != null) {
            completion.complete(push.getTaskId(), seen);
        }
        settleCall(push, seen);
    }

    /** Who telephoned need not do it again. */
    void settlePhone(Push push, String seen) {
        pushes.flush();
        if (push.isOwnTask() && push.getTaskId() != null && phoneTask(push.getTaskId())) {
            completion.complete(push.getTaskId(), seen);
        }
        settleCall(push, seen);
    }

    private void settleCall(Push push, String seen) {
        if (push.getPhoneTaskId() != null) {
            completion.complete(push.getPhoneTaskId(), seen);
        }
    }

    private boolean phoneTask(long task) {
        return jdbc.sql("select matter_type = 'SERVICE_PHONE' from task.v_task where id = ?")
                .param(task)
                .query(Boolean.class)
                .single();
    }
}
