package io.yihu.invoice;

import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import io.yihu.taxpayer.PartyAdmission;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code vat_returns}: the main form of the value-added tax return of one period. */
@Component
@RequiredArgsConstructor
class VatReturnLoad implements StagedLoad {
    private static final String[] AMOUNTS = {
        "sales_general",
        "sales_simple",
        "sales_exempt",
        "sales_export",
        "r11",
        "r12",
        "r13",
        "r14",
        "r15",
        "r16",
        "r17",
        "r18",
        "r19",
        "r20",
        "r23",
        "r24",
        "r34"
    };
    private final JdbcClient jdbc;
    private final PartyAdmission parties;
    private final Touched touched;
    private final SubjectFacts subjects;

    @Override
    public FeedSchema schema() {
        List<FeedColumn> columns = new ArrayList<>(List.of(
                required("tax_id", Type.TEXT),
                required("period", Type.MONTH),
                of("filed_at", Type.TIME),
                of("due_date", Type.DATE)));
        Arrays.stream(AMOUNTS).map(amount -> of(amount, Type.MONEY)).forEach(columns::add);
        return new FeedSchema("vat_returns", List.copyOf(columns), List.of("tax_id", "period"));
    }

    @Override
    public List<String> slices(StagedBatch batch) {
        return jdbc.sql("select distinct period::text from " + batch.table() + " order by 1")
                .query(String.class)
                .list();
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        LocalDate period = LocalDate.parse(slice);
        parties.admit("select tax_id, null::text as name from " + batch.table());
        MergeCounts counts = StagedUpsert.into("invoice.vat_return")
                .key("party_id", "taxpayer.party_id(s.tax_id)")
                .key("period", "s.period")
                .same("filed_at", "due_date")
                .same(AMOUNTS)
                .where("s.period = date '" + period + "'")
                .run(jdbc, batch);
        if (counts.inserted() + counts.updated() > 0) {
            touched.set(
                    period,
                    "select party_id from invoice.vat_return where period = date '%s' and batch_id = %d"
                            .formatted(period, batch.batchId()));
            subjects.derive(period);
        }
        return counts;
    }
}
