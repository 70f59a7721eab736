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

/** Takes in the feed {@code person_roles}: who is what at which registration, from when to when. */
@Component
@RequiredArgsConstructor
class PersonRoleLoad implements StagedLoad {
    static final StagedCheck UNKNOWN_REGISTRATION = new StagedCheck(
                    "taxpayer.unknownRegistration",
                    "reg_serial",
                    "not exists (select from taxpayer.registration r where r.reg_serial = s.reg_serial)")
            .unlessBroughtBy("registrations", "reg_serial");
    static final StagedCheck UNKNOWN_PERSON = new StagedCheck(
                    "taxpayer.unknownPerson",
                    "person_no",
                    "s.person_no is not null and not exists (select from taxpayer.person p where p.person_no = s.person_no)")
            .unlessBroughtBy("persons", "person_no");
    private final JdbcClient jdbc;
    private final EntityResolution resolution;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "person_roles",
                List.of(
                        required("reg_serial", Type.TEXT),
                        required("person_no", Type.TEXT),
                        code(
                                "role",
                                true,
                                "LEGAL_REP",
                                "FIN_OFFICER",
                                "TAX_AGENT",
                                "INVOICE_COLLECTOR",
                                "SHAREHOLDER",
                                "DIRECTOR",
                                "SUPERVISOR",
                                "ISSUER",
                                "AGENCY"),
                        of("from", Type.DATE),
                        of("to", Type.DATE),
                        of("share_pct", Type.RATE)),
                List.of("reg_serial", "person_no", "role", "from"));
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(
                UNKNOWN_REGISTRATION,
                UNKNOWN_PERSON,
                new StagedCheck("taxpayer.roleEndsBeforeStart", "to", "s.\"to\" < s.\"from\""),
                new StagedCheck("taxpayer.shareOutOfRange", "share_pct", "s.share_pct not between 0 and 100"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return StagedUpsert.into("taxpayer.person_role")
                .key("reg_serial", "s.reg_serial")
                .key("person_id", "p.id")
                .key("role", "s.role")
                .key("valid_from", "s.\"from\"")
                .target("reg_serial, person_id, role, coalesce(valid_from, date '0001-01-01')")
                .set("party_id", "r.party_id")
                .set("main_person_id", "coalesce(p.main_id, p.id)")
                .set("valid_to", "s.\"to\"")
                .set("share_pct", "s.share_pct")
                .join(
                        "join taxpayer.registration r on r.reg_serial = s.reg_serial join taxpayer.person p on p.person_no = s.person_no")
                .run(jdbc, batch);
    }

    /** Who represents a registration is evidence of what it is. */
    @Override
    public void finish(StagedBatch batch) {
        resolution.follow(
                batch.batchId(),
                schema().feed(),
                "select reg_serial from " + batch.table() + " where role = 'LEGAL_REP'");
    }
}
