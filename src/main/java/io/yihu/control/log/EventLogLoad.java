package io.yihu.control.log;

import io.yihu.exchange.FeedColumn;
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

/**
 * The feed {@code event_log}: operation logs of other systems. Activities are read as verbs, resources as officers by staff number,
 * and every further column is kept as an attribute.
 */
@Component
@RequiredArgsConstructor
class EventLogLoad implements StagedLoad {
    private final JdbcClient jdbc;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "event_log",
                List.of(
                        FeedColumn.of("log", Type.TEXT),
                        FeedColumn.required("case_id", Type.TEXT),
                        FeedColumn.required("activity", Type.TEXT),
                        FeedColumn.required("time", Type.TIME),
                        FeedColumn.of("resource", Type.TEXT),
                        FeedColumn.of("role", Type.TEXT),
                        FeedColumn.of("office_code", Type.TEXT),
                        FeedColumn.of("subject_tax_id", Type.TEXT),
                        FeedColumn.of("amount", Type.MONEY),
                        FeedColumn.of("attributes", Type.REST)),
                List.of("case_id", "activity", "time", "resource"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return StagedUpsert.into("control.event_log")
                .key("log", "coalesce(s.log, :source)")
                .key("case_id", "s.case_id")
                .key("activity", "s.activity")
                .key("at", "s.\"time\"")
                .key("resource", "coalesce(s.resource, '')")
                .same("role", "office_code", "subject_tax_id", "amount")
                .set("attributes", "coalesce(s.attributes::jsonb, '{}')")
                .set("verb", "v.verb")
                .set("officer_id", "f.id")
                .set("office_id", "coalesce(o.id, f.office_id)")
                .set("subject_id", "p.subject_id")
                .join("""
                        left join (select a.activity, (select g.verb from control.log_verb g where a.activity ~* g.pattern order by g.position limit 1) as verb
                          from (select distinct x.activity from %s x) a) v on v.activity = s.activity
                        left join organization.v_officer f on f.staff_no = s.resource
                        left join organization.v_office o on o.code = s.office_code
                        left join taxpayer.v_party p on p.tax_id = s.subject_tax_id""".formatted(batch.table()))
                .run(jdbc, batch);
    }
}
