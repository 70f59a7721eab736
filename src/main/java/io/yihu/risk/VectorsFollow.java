package io.yihu.risk;

import io.yihu.indicator.VectorRefresh;
import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Computes the newest vectors of relinked taxpayers anew once their merge or split has committed. */
@Component
@RequiredArgsConstructor
class VectorsFollow implements JobHandler {
    static final String KIND = "risk.relinked";
    private final VectorRefresh vectors;
    private final TransactionTemplate transaction;

    @Override
    public String kind() {
        return KIND;
    }

    /** Parameters are the numbers of the taxpayers. */
    @Override
    public void run(JobContext job) {
        List<Long> subjects = Arrays.stream(
                        job.parameters().replaceAll("[^0-9,]", "").split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
        transaction.executeWithoutResult(status -> vectors.refresh(subjects));
    }
}
