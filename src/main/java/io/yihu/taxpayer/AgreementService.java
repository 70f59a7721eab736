package io.yihu.taxpayer;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.thirdparty.SourceDeliveries;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Registers and ends exchange agreements, and says of a delivery whether it was looked at. */
@Service
@RequiredArgsConstructor
public class AgreementService {
    private static final int LONGEST = 200;
    public static final List<String> FREQUENCIES =
            List.of("DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY", "EVENT");

    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final SourceDeliveries deliveries;

    @Traced("taxpayer.agreement.register")
    public long register(NewAgreement agreement) {
        check(agreement);
        long office = jdbc.sql("select id from organization.v_office where code = :code and path like :scope")
                .param("code", agreement.officeCode())
                .param("scope", CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("taxpayer.agreement.office", agreement.officeCode()));
        try {
            long id = insert(agreement, office);
            Trail.object("agreement", id);
            Trail.note("code", agreement.code());
            Trail.note("feed", agreement.feed());
            return id;
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("taxpayer.agreement.code", agreement.code());
        }
    }

    private void check(NewAgreement agreement) {
        List<String> texts = List.of(
                agreement.code(), agreement.provider(), agreement.legalBasis(), agreement.items(), agreement.contact());
        if (texts.stream().anyMatch(String::isBlank) || texts.stream().anyMatch(text -> text.length() > LONGEST)) {
            throw Refusal.invalid("taxpayer.agreement.missing", LONGEST);
        }
        if (!deliveries.thirdParty(agreement.feed())) {
            throw Refusal.invalid("taxpayer.agreement.feed", agreement.feed());
        }
        if (!FREQUENCIES.contains(agreement.frequency()) || agreement.lagDays() < 1 || agreement.lagDays() > 800) {
            throw Refusal.invalid("taxpayer.agreement.lag");
        }
        if (agreement.validFrom() == null
                || agreement.validTo() != null && agreement.validTo().isBefore(agreement.validFrom())) {
            throw Refusal.invalid("taxpayer.agreement.dates");
        }
        String division = agreement.divisionCode();
        if (division != null && !division.matches("\\d{2}|\\d{4}|\\d{6}")) {
            throw Refusal.invalid("taxpayer.agreement.division");
        }
    }

    private long insert(NewAgreement agreement, long office) {
        return jdbc.sql("""
                        insert into taxpayer.agreement (code, feed, provider, legal_basis, items, given, frequency, lag_days, division_code,
                          valid_from, valid_to, contact, office_id, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
                .params(
                        agreement.code(),
                        agreement.feed(),
                        agreement.provider(),
                        agreement.legalBasis(),
                        agreement.items(),
                        agreement.given(),
                        agreement.frequency(),
                        agreement.lagDays(),
                        agreement.divisionCode(),
                        agreement.validFrom(),
                        agreement.validTo(),
                        agreement.contact(),
                        office,
                        CurrentActor.get().login(),
                        OffsetDateTime.now(clock))
                .query(Long.class)
                .single();
    }

    /** From the day after, deliveries of the source are flagged again, or refused where they speak of persons. */
    @Traced("taxpayer.agreement.end")
    public void end(long id, LocalDate lastDay) {
        Trail.object("agreement", id);
        int changed = jdbc.sql("""
                        update taxpayer.agreement a set valid_to = :last, version = version + 1
                        where id = :id and :last >= valid_from and coalesce(valid_to, date '9999-12-31') > :last
                          and exists (select from organization.v_office o where o.id = a.office_id and o.path like :scope)""")
                .param("id", id)
                .param("last", lastDay)
                .param("scope", CurrentActor.get().scope())
                .update();
        if (changed == 0) {
            throw Refusal.conflict("taxpayer.agreement.notEnded");
        }
        Trail.change("valid_to", null, lastDay.toString());
    }

    /** Two people at once: the second finds another state and is refused. */
    @Traced("taxpayer.delivery.verify")
    public void verify(long batchId, String before, boolean right, String note) {
        Trail.object("batch", batchId);
        if (note == null || note.isBlank()) {
            throw Refusal.invalid("taxpayer.delivery.note");
        }
        int changed = jdbc.sql("""
                        update taxpayer.source_batch b set verification = :verdict, verified_by = :by, verified_at = :at, note = :note,
                          agreement_id = coalesce(agreement_id, :agreement), version = version + 1
                        where batch_id = :batch and verification = :before and verification <> :verdict
                          and (coalesce(agreement_id, :agreement) is not null or :verdict = 'DISPUTED')""")
                .param("batch", batchId)
                .param("before", before)
                .param("verdict", right ? "VERIFIED" : "DISPUTED")
                .param("by", CurrentActor.get().login())
                .param("at", OffsetDateTime.now(clock))
                .param("note", note.strip())
                .param("agreement", agreementFor(batchId), java.sql.Types.BIGINT)
                .update();
        if (changed == 0) {
            throw Refusal.conflict("taxpayer.delivery.notVerified");
        }
        Trail.change("verification", before, right ? "VERIFIED" : "DISPUTED");
        Trail.note("note", note);
    }

    private Long agreementFor(long batchId) {
        return jdbc.sql("select feed from taxpayer.source_batch where batch_id = ?")
                .param(batchId)
                .query(String.class)
                .optional()
                .flatMap(deliveries::agreement)
                .orElse(null);
    }
}
