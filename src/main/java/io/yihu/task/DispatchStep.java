package io.yihu.task;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The step of the nightly run that dispatches what judgement raised. */
@Component
@RequiredArgsConstructor
class DispatchStep implements RunStep {
    private final DispatchService dispatch;

    @Override
    public String code() {
        return "task.dispatch";
    }

    @Override
    public int order() {
        return 500;
    }

    @Override
    public long run(RunContext run) {
        return dispatch.dispatch().dispatched();
    }
}
