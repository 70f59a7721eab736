package io.yihu.indicator;

import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All steps the modules have declared, in order. */
@Component
@RequiredArgsConstructor
class RunSteps {
    private final ObjectProvider<RunStep> declared;

    List<RunStep> inOrder() {
        return declared.stream()
                .sorted(Comparator.comparingInt(RunStep::order).thenComparing(RunStep::code))
                .toList();
    }
}
