package io.yihu.control.gate;

import io.yihu.control.Notices;
import io.yihu.platform.CurrentActor;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Tells the leader of the officer's office that a control fired. */
@Component
@RequiredArgsConstructor
class SupervisorCopy {
    private final Notices notices;

    void send(long firing, String point, Map<String, Object> facts) {
        Long officer = CurrentActor.get().officerId();
        Long office = CurrentActor.get().officeId();
        if (officer != null && office != null) {
            List<Long> leaders = notices.leaders(office, officer);
            Object task = facts.get("taskId");
            notices.send(leaders, "FIRING", "firing:" + firing, point, task == null ? null : "task:" + task);
        }
    }
}
