package io.yihu.taxpayer;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code registrations}: registrations, their parties and the subjects that result. */
@Component
@RequiredArgsConstructor
class RegistrationLoad implements StagedLoad {
    private static final List<FeedColumn> COLUMNS = List.of(
            required("reg_serial", Type.TEXT),
            required("tax_id", Type.TEXT),
            of("uscc", Type.TEXT),
            of("legacy_tax_id", Type.TEXT),
            required("name", Type.TEXT),
            of("subject_kind", Type.TEXT),
            of("registration_type", Type.TEXT),
            code("status", false, "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "99"),
            code("taxpayer_type", false, "GENERAL", "SMALL", "TRANSITIONAL"),
            of("industry_code", Type.TEXT),
            of("division_code", Type.TEXT),
            of("address", Type.TEXT),
            of("business_division_code", Type.TEXT),
            of("business_address", Type.TEXT),
            of("office_code", Type.TEXT),
            of("register_date", Type.DATE),
            of("open_date", Type.DATE),
            of("close_date", Type.DATE),
            of("capital", Type.MONEY),
            of("paid_in_capital", Type.MONEY),
            of("employees", Type.INTEGER),
            of("business_scope", Type.TEXT),
            of("phone", Type.TEXT),
            of("email", Type.TEXT),
            code("tax_source_class", false, "KEY", "LARGE_MEDIUM", "SMALL"));

    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final PartyAdmission parties;
    private final SubjectRefresh subjects;
    private final EntityResolution resolution;

    @Override
    public FeedSchema schema() {
        return new FeedSchema("registrations", COLUMNS, List.of("reg_serial"));
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(new StagedCheck("taxpayer.unknownOffice", "office_code", """
                s.office_code is not null and not exists (select from organization.v_office o where o.code = s.office_code)"""));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        parties.admit("select tax_id, name from " + batch.table());
        rememberIds(batch);
        MergeCounts counts = StagedUpsert.into("taxpayer.registration")
                .key("reg_serial", "s.reg_serial")
                .set("party_id", "taxpayer.party_id(s.tax_id)")
                .set("tax_id", "taxpayer.norm_tax_id(s.tax_id)")
                .set("uscc", "taxpayer.norm_tax_id(s.uscc)")
                .set("org_code", "taxpayer.org_code(s.uscc, s.tax_id, s.legacy_tax_id)")
                .set("name_norm", "taxpayer.norm_name(s.name)")
                .set("address_norm", "taxpayer.norm_name(s.address)")
                .set("office_id", "o.id")
                .set("notes", "taxpayer.id_notes(s.uscc, s.tax_id)")
                .same(
                        "legacy_tax_id",
                        "name",
                        "subject_kind",
                        "registration_type",
                        "status",
                        "taxpayer_type",
                        "industry_code",
                        "division_code",
                        "address",
                        "business_division_code",
                        "business_address",
                        "office_code")
                .same("register_date", "open_date", "close_date", "capital", "paid_in_capital", "employees")
                .same("business_scope", "phone", "email", "tax_source_class")
                .join("left join organization.v_office o on o.code = s.office_code")
                .run(jdbc, batch);
        bringAlong(batch);
        subjects.refresh("select party_id from taxpayer.registration where batch_id = " + batch.batchId());
        return counts;
    }

    /** A registration that comes under another tax id than before: the old one stays as evidence. */
    private void rememberIds(StagedBatch batch) {
        jdbc.sql("""
                        insert into taxpayer.former_tax_id (reg_serial, party_id, tax_id, new_party_id, new_tax_id, batch_id)
                        select r.reg_serial, r.party_id, r.tax_id, taxpayer.party_id(s.tax_id), taxpayer.norm_tax_id(s.tax_id), ?
                        from %s s join taxpayer.registration r on r.reg_serial = s.reg_serial
                        where r.tax_id <> taxpayer.norm_tax_id(s.tax_id) on conflict do nothing""".formatted(batch.table())).param(batch.batchId()).update();
    }

    /** Roles and changes belong to the registration: under its new tax id they are those of the new party. */
    private void bringAlong(StagedBatch batch) {
        for (String table : List.of("person_role", "change")) {
            jdbc.sql("""
                            update taxpayer.%s t set party_id = r.party_id
                            from taxpayer.registration r where r.reg_serial = t.reg_serial and t.party_id <> r.party_id
                              and r.reg_serial in (select f.reg_serial from taxpayer.former_tax_id f
                                join %s s on s.reg_serial = f.reg_serial)""".formatted(table, batch.table())).update();
        }
    }

    @Override
    public void finish(StagedBatch batch) {
        subjects.fillInitials();
        jdbc.sql("select taxpayer.refresh_statistics((select count(*) from " + batch.table() + "))")
                .query(rs -> {});
        resolution.follow(batch.batchId(), schema().feed(), "select reg_serial from " + batch.table());
        events.publishEvent(new RegistrationsLoaded(batch.batchId()));
    }
}
