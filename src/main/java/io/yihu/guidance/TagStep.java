package io.yihu.guidance;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Every night taxpayers are classed and graded anew, with the levels of that night. */
@Component
@RequiredArgsConstructor
class TagStep implements RunStep {
    private final TagService tags;

    @Override
    public String code() {
        return "guidance.tags";
    }

    @Override
    public int order() {
        return 635;
    }

    @Override
    public long run(RunContext run) {
        return tags.refresh();
    }
}
