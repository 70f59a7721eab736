package io.yihu.guidance;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Every night the benefits are matched anew, with the levels of that night. */
@Component
@RequiredArgsConstructor
class BenefitStep implements RunStep {
    private final BenefitService benefits;

    @Override
    public String code() {
        return "guidance.benefits";
    }

    @Override
    public int order() {
        return 640;
    }

    @Override
    public long run(RunContext run) {
        return benefits.match();
    }
}
