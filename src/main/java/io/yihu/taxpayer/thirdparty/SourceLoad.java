package io.yihu.taxpayer.thirdparty;

import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.taxpayer.InvoiceNodes;
import io.yihu.taxpayer.PartyAdmission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes in one source: under an agreement where it is somebody else's, with the months it speaks of remembered. */
@RequiredArgsConstructor
class SourceLoad implements StagedLoad {
    private final SourceFeed feed;
    private final SourceDeliveries deliveries;
    private final PartyAdmission parties;
    private final InvoiceNodes nodes;
    private final JdbcClient jdbc;

    @Override
    public FeedSchema schema() {
        return feed.schema();
    }

    /** Data about persons without a legal basis are not even read. */
    @Override
    public Optional<String> refusal() {
        boolean barred = deliveries.personal(schema().feed())
                && deliveries.thirdParty(schema().feed())
                && deliveries.agreement(schema().feed()).isEmpty();
        return barred ? Optional.of("taxpayer.noAgreement") : Optional.empty();
    }

    @Override
    public boolean confidential() {
        return deliveries.personal(schema().feed());
    }

    @Override
    public List<StagedCheck> checks() {
        List<StagedCheck> checks = new ArrayList<>(feed.checks());
        if (feed.day() != null) {
            checks.add(new StagedCheck(
                    "taxpayer.future", dayColumn(), feed.day() + " > date '" + deliveries.today() + "'"));
        }
        return checks;
    }

    private String dayColumn() {
        return schema().columns().stream()
                .map(column -> column.name())
                .filter(name -> feed.day().contains("s." + name) || feed.day().contains("s.\"" + name + "\""))
                .findFirst()
                .orElse("date");
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        if (!feed.parties().isEmpty()) {
            parties.admit(feed.parties().stream()
                    .map(column -> "select " + column + " as tax_id, null::text as name from " + batch.table())
                    .collect(Collectors.joining(" union all ")));
        }
        return feed.rows().run(jdbc, batch);
    }

    @Override
    public void finish(StagedBatch batch) {
        deliveries.received(batch, schema().feed(), feed.day());
        jdbc.sql("select taxpayer.refresh_source_statistics(?)")
                .param(schema().feed())
                .query(rs -> {});
        if (feed.node() != null) {
            nodes.reached(feed.node(), batch, "s.tax_id", "s.\"time\"", "s.type = '" + feed.node() + "'");
        }
    }
}
