package io.yihu.risk;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The white and grey list; for the model role, every look traced. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class ListingService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A taxpayer on the white or grey list. */
    public record Listing(
            long id,
            long subjectId,
            String subjectName,
            String taxId,
            String kind,
            String reason,
            LocalDate validFrom,
            LocalDate validTo,
            String createdBy) {}

    @Traced(value = "risk.listing.view", read = true)
    public List<Listing> listings() {
        return jdbc.sql("""
                        select l.id, l.subject_id, s.name as subject_name, s.tax_id, l.kind, l.reason, l.valid_from, l.valid_to, l.created_by
                        from risk.listing l join taxpayer.v_subject s on s.id = l.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where o.path like ? order by l.id desc limit 200""")
                .param(CurrentActor.get().scope())
                .query(Listing.class)
                .list();
    }

    /** Puts a taxpayer on a list from today; counts from the next run on. */
    @Traced("risk.listing.add")
    public void list(String taxId, String kind, String reason, LocalDate until) {
        if (!List.of("WHITE", "GREY").contains(kind)) {
            throw Refusal.invalid("risk.listing.badKind");
        }
        if (reason == null || reason.strip().length() < 4) {
            throw Refusal.invalid("risk.listing.noReason");
        }
        LocalDate today = LocalDate.now(clock);
        if (until == null || !until.isAfter(today)) {
            throw Refusal.invalid("risk.listing.noEnd");
        }
        long subject = jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.tax_id = ? and o.path like ? limit 1""")
                .params(taxId == null ? "" : taxId.strip(), CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("risk.listing.noSubject", taxId));
        jdbc.sql("""
                        insert into risk.listing (subject_id, kind, reason, valid_from, valid_to, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        subject,
                        kind,
                        reason.strip(),
                        today,
                        until,
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        Trail.object("listing", kind);
        Trail.subject(subject);
        Trail.note("reason", reason.strip());
        Trail.note("until", until);
    }

    /** Ends an entry as of today. */
    @Traced("risk.listing.end")
    public void end(long listingId) {
        int ended = jdbc.sql("""
                        update risk.listing l set valid_to = ? where l.id = ? and (l.valid_to is null or l.valid_to > ?)
                          and exists (select 1 from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                                      where s.id = l.subject_id and o.path like ?)""")
                .params(
                        LocalDate.now(clock),
                        listingId,
                        LocalDate.now(clock),
                        CurrentActor.get().scope())
                .update();
        if (ended == 0) {
            throw Refusal.notFound();
        }
        Trail.object("listing", listingId);
    }
}
