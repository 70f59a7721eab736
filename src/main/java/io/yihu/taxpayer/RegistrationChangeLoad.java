package io.yihu.taxpayer;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code registration_changes}: what was changed at a registration, when and by whom. */
@Component
@RequiredArgsConstructor
class RegistrationChangeLoad implements StagedLoad {
    private final JdbcClient jdbc;
    private final EntityResolution resolution;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "registration_changes",
                List.of(
                        required("reg_serial", Type.TEXT),
                        code(
                                "item",
                                true,
                                "NAME",
                                "LEGAL_REP",
                                "FIN_OFFICER",
                                "TAX_AGENT",
                                "INVOICE_COLLECTOR",
                                "ADDRESS",
                                "SCOPE",
                                "INDUSTRY",
                                "CAPITAL",
                                "SHAREHOLDER",
                                "TAX_ID",
                                "OFFICE",
                                "TYPE",
                                "STATUS"),
                        of("old_value", Type.TEXT),
                        of("new_value", Type.TEXT),
                        required("change_date", Type.DATE),
                        of("person_no", Type.TEXT)),
                List.of("reg_serial", "item", "change_date", "new_value"));
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(PersonRoleLoad.UNKNOWN_REGISTRATION, PersonRoleLoad.UNKNOWN_PERSON);
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return StagedUpsert.into("taxpayer.change")
                .key("reg_serial", "s.reg_serial")
                .key("item", "s.item")
                .key("change_date", "s.change_date")
                .key("new_value", "s.new_value")
                .target("reg_serial, item, change_date, coalesce(new_value, '')")
                .set("party_id", "r.party_id")
                .set("old_value", "s.old_value")
                .set("person_id", "p.id")
                .join(
                        "join taxpayer.registration r on r.reg_serial = s.reg_serial left join taxpayer.person p on p.person_no = s.person_no")
                .run(jdbc, batch);
    }

    /** A changed tax id ties all registrations under both numbers. */
    @Override
    public void finish(StagedBatch batch) {
        resolution.follow(batch.batchId(), schema().feed(), """
                select s.reg_serial from %1$s s where s.item = 'TAX_ID'
                union select r.reg_serial from %1$s s cross join lateral (values (s.old_value), (s.new_value)) v (tax_id)
                join taxpayer.registration r on r.party_id = taxpayer.party_id(v.tax_id) where s.item = 'TAX_ID'""".formatted(batch.table()));
    }
}
