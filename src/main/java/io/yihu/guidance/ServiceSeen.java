package io.yihu.guidance;

import io.yihu.task.CompletionService;
import io.yihu.task.MatterClosed;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** An officer who finished the task of a call has telephoned: the message knows it in the same transaction. */
@Component
@RequiredArgsConstructor
class ServiceSeen {
    private final PushRepository pushes;
    private final PushLog log;
    private final PushClosing closing;

    @EventListener
    void seen(MatterClosed closed) {
        if (!closed.source().equals(PushService.SOURCE)
                || !closed.typeCode().equals("SERVICE_PHONE")
                || CompletionService.SERVED.equals(closed.conclusion())) {
            return;
        }
        pushes.lockByTask(closed.taskId()).filter(Push::waiting).ifPresent(push -> {
            if (push.phone(closed.closedAt())) {
                log.step(push, "PHONED", null, closed.closedAt());
                closing.follow(push, closed.closedAt());
            }
        });
    }
}
