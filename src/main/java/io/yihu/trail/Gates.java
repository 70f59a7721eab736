package io.yihu.trail;

import io.yihu.platform.CurrentActor;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Lets a service ask the gates in the middle of an action, about facts it has just worked out, such as how many rows. */
@Component
@RequiredArgsConstructor
public class Gates {
    private final List<ActionGate> gates;

    /** Returns when the step may go on; throws {@code Refusal} otherwise. */
    public void ask(String step, Map<String, Object> facts) {
        gates.forEach(gate -> gate.check(step, CurrentActor.get(), facts));
    }
}
