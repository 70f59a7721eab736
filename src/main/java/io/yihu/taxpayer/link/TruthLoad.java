package io.yihu.taxpayer.link;

import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code registration_truth}: which registrations are one enterprise, to judge the resolver by. */
@Component
@RequiredArgsConstructor
class TruthLoad implements StagedLoad {
    private final JdbcClient jdbc;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "registration_truth",
                List.of(required("reg_serial", Type.TEXT), required("entity", Type.TEXT), of("kind", Type.TEXT)),
                List.of("reg_serial"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return StagedUpsert.into("taxpayer.registration_truth")
                .key("reg_serial", "s.reg_serial")
                .same("entity", "kind")
                .run(jdbc, batch);
    }
}
