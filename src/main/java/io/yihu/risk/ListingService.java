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
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The white and grey list; for the model role, every look traced. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class ListingService {
    private final JdbcClient jdbc;
    private final SecondPerson persons;
    private final YihuClock clock;

    private static final Set<String> EXEMPTIBLE = Set.of("RI-A02", "RI-A04", "RI-B15", "RI-B18");

    /** A taxpayer on a list; not valid from any day before a second person has approved it. */
    public record Listing(
            long id,
            long subjectId,
            String subjectName,
            String taxId,
            String kind,
            String indicators,
            String category,
            String owner,
            String reason,
            LocalDate validFrom,
            LocalDate validTo,
            String createdBy,
            String state,
            String createdName,
            String approvedName) {}

    /**
     * What somebody wants on a list.
     *
     * @param indicators of an exemption; empty for the white and the grey list
     * @param category why such a taxpayer is special, such as an agency or a cluster address
     * @param owner who answers for the entry
     */
    public record Proposal(
            String taxId,
            String kind,
            List<String> indicators,
            String category,
            String owner,
            String reason,
            LocalDate until) {}

    /** Indicators one may be exempt from. */
    public static List<String> exemptible() {
        return EXEMPTIBLE.stream().sorted().toList();
    }

    @Traced(value = "risk.listing.view", read = true)
    public List<Listing> listings() {
        return jdbc.sql("""
                        select l.id, l.subject_id, s.name as subject_name, s.tax_id, l.kind, array_to_string(l.indicators, ' ') as indicators, l.category,
                          l.owner, l.reason, l.valid_from, l.valid_to, l.created_by, l.state,
                          coalesce((select a.name from organization.v_account a where a.login = l.created_by), l.created_by) as created_name,
                          coalesce((select a.name from organization.v_account a where a.login = l.approved_by), l.approved_by) as approved_name
                        from risk.listing l join taxpayer.v_subject s on s.id = l.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where o.path like ? order by l.state = 'PROPOSED' desc, l.id desc limit 200""")
                .param(CurrentActor.get().scope())
                .query(Listing.class)
                .list();
    }

    /** Proposes a taxpayer for a list; counts from the next run after somebody else has approved it. */
    @Traced("risk.listing.add")
    public long propose(Proposal proposal) {
        check(proposal);
        long subject = jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.tax_id = ? and o.path like ? limit 1""")
                .params(
                        blank(proposal.taxId()) ? "" : proposal.taxId().strip(),
                        CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("risk.listing.noSubject", proposal.taxId()));
        long id = jdbc.sql("""
                        insert into risk.listing (subject_id, kind, indicators, category, owner, reason, valid_to, state, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?) returning id""")
                .params(
                        subject,
                        proposal.kind(),
                        proposal.indicators().toArray(String[]::new),
                        proposal.category(),
                        proposal.owner().strip(),
                        proposal.reason().strip(),
                        proposal.until(),
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        Trail.object("listing", id);
        Trail.subject(subject);
        Trail.note("kind", proposal.kind());
        Trail.note("reason", proposal.reason().strip());
        Trail.note("until", proposal.until());
        return id;
    }

    private void check(Proposal proposal) {
        if (!List.of("WHITE", "GREY", "EXEMPT").contains(proposal.kind())) {
            throw Refusal.invalid("risk.listing.badKind");
        }
        boolean exempt = proposal.kind().equals("EXEMPT");
        if (exempt != !proposal.indicators().isEmpty() || !EXEMPTIBLE.containsAll(proposal.indicators())) {
            throw Refusal.invalid("risk.listing.badIndicators");
        }
        if (blank(proposal.reason()) || proposal.reason().strip().length() < 4) {
            throw Refusal.invalid("risk.listing.noReason");
        }
        if (blank(proposal.owner())) {
            throw Refusal.invalid("risk.listing.noOwner");
        }
        if (proposal.until() == null || !proposal.until().isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("risk.listing.noEnd");
        }
    }

    /** Approves or refuses what another person has proposed. */
    @Traced("risk.listing.decide")
    public void decide(long listingId, boolean approve) {
        String me = CurrentActor.get().login();
        String by = jdbc.sql("""
                        select l.created_by from risk.listing l where l.id = ? and l.state = 'PROPOSED'
                          and exists (select 1 from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                                      where s.id = l.subject_id and o.path like ?) for update""")
                .params(listingId, CurrentActor.get().scope())
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (persons.isOneOf(me, List.of(by))) {
            throw Refusal.conflict("risk.listing.ownProposal");
        }
        LocalDate today = LocalDate.now(clock);
        jdbc.sql("update risk.listing set state = ?, valid_from = ?, approved_by = ?, approved_at = ? where id = ?")
                .params(
                        approve ? "APPROVED" : "REFUSED",
                        approve ? today : null,
                        me,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        listingId)
                .update();
        Trail.object("listing", listingId);
        Trail.change("state", "PROPOSED", approve ? "APPROVED" : "REFUSED");
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
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
