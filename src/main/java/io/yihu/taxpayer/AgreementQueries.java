package io.yihu.taxpayer;

import io.yihu.taxpayer.thirdparty.SourceDeliveries;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The register of exchange agreements and what was delivered under each. */
@Component
@RequiredArgsConstructor
public class AgreementQueries {
    private final JdbcClient jdbc;
    private final SourceDeliveries deliveries;

    /**
     * One agreement with the volume exchanged so far.
     *
     * @param state FORCE, FUTURE or ENDED as of today
     */
    public record Agreement(
            long id,
            String code,
            String feed,
            String provider,
            String legalBasis,
            String items,
            String given,
            String frequency,
            int lagDays,
            String divisionCode,
            LocalDate validFrom,
            LocalDate validTo,
            String contact,
            String officeName,
            String state,
            long deliveries,
            long rows,
            LocalDate lastDay) {}

    /** One file a source delivered. */
    public record Delivery(
            long batchId,
            String feed,
            String provider,
            String verification,
            long rows,
            LocalDate firstDay,
            LocalDate lastDay,
            Instant receivedAt,
            String verifiedBy,
            Instant verifiedAt,
            String note) {}

    public List<Agreement> all() {
        return jdbc.sql("""
                        select a.id, a.code, a.feed, a.provider, a.legal_basis, a.items, a.given, a.frequency, a.lag_days,
                          a.division_code || coalesce(' ' || d.name, '') as division_code, a.valid_from, a.valid_to, a.contact,
                          coalesce(o.short_name, o.name) as office_name,
                          case when a.valid_from > :today then 'FUTURE' when a.valid_to < :today then 'ENDED' else 'FORCE' end as state,
                          count(b.batch_id) as deliveries, coalesce(sum(b.rows), 0) as rows, max(b.last_day) as last_day
                        from taxpayer.agreement a left join organization.v_office o on o.id = a.office_id
                        left join organization.v_division d on d.code = a.division_code
                        left join taxpayer.source_batch b on b.agreement_id = a.id
                        join taxpayer.source_kind k on k.feed = a.feed
                        group by a.id, o.short_name, o.name, d.name, k.position
                        order by k.position, a.valid_from desc, a.id""")
                .param("today", deliveries.today())
                .query(Agreement.class)
                .list();
    }

    public List<Delivery> latest(int limit) {
        return jdbc.sql("""
                        select b.batch_id, b.feed, b.provider, b.verification, b.rows, b.first_day, b.last_day, b.received_at, b.verified_by,
                          b.verified_at, b.note
                        from taxpayer.v_source_batch b join taxpayer.source_kind k on k.feed = b.feed and k.third_party
                        order by b.batch_id desc limit ?""").param(limit).query(Delivery.class).list();
    }

    public List<String> thirdPartyFeeds() {
        return jdbc.sql("select feed from taxpayer.source_kind where third_party order by position")
                .query(String.class)
                .list();
    }

    public LocalDate today() {
        return deliveries.today();
    }
}
