package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.Jobs;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that already holds somebody's data is never mixed with the demo. */
@YihuIT
@ExtendWith(OutputCaptureExtension.class)
class DemoStartIT {
    @Autowired
    DemoStart start;

    @Autowired
    FileWorld world;

    @Autowired
    Jobs jobs;

    @Autowired
    DatabaseMarker marker;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void foreignDataIsLeftAloneAndTheReasonSaid(CapturedOutput output) {
        world.build();
        transaction.executeWithoutResult(status -> start.decide());
        assertThat(marker.read(DemoStart.REFUSED)).contains("true");
        assertThat(marker.read(DemoSeeding.STATE)).isEmpty();
        assertThat(jobs.open(DemoSeeding.KIND)).isEmpty();
        assertThat(output).contains("演示数据没有生成：这个数据库里已有其他数据。");
    }
}
