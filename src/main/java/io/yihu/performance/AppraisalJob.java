package io.yihu.performance;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A month appraised on demand; repeating it changes nothing. */
@Component
@RequiredArgsConstructor
class AppraisalJob implements JobHandler {
    static final String KIND = "performance.appraise";
    private final AppraisalService service;
    private final YihuClock clock;
    private final JsonMapper json;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        LocalDate period =
                LocalDate.parse(json.readTree(job.parameters()).get("period").stringValue());
        service.appraise(period, clock.instant());
    }
}
