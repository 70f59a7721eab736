package io.yihu.guidance;

import io.yihu.guidance.TaxpayerService.Visit;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way in from the electronic tax bureau: a person signed in there acts for a taxpayer here, if the register has that person
 * among the taxpayer's four; sees all its messages and asks without one.
 */
@Service
@RequiredArgsConstructor
public class PortalService {
    private final PortalTickets tickets;
    private final FourPersons persons;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Somebody the demo's bureau lets in. */
    public record Guest(String taxId, String name, String personNo, String personName, String role, long waiting) {}

    private record Firm(long id, String taxId, String name) {}

    /** Who would come in; looking does not spend the ticket. */
    @Transactional(readOnly = true)
    public Visit look(String ticket) {
        return visit(tickets.read(ticket));
    }

    /** Lets the person in; of two with the same ticket one. */
    @Traced("guidance.portal.enter")
    public Visit enter(String ticket) {
        PortalTickets.Claims claims = tickets.read(ticket);
        Visit visit = visit(claims);
        Trail.subject(visit.subjectId());
        Trail.note("personNo", claims.person_no());
        Instant now = clock.instant();
        jdbc.sql("delete from guidance.portal_ticket where used_at < ?::timestamptz")
                .param(now.minus(1, ChronoUnit.DAYS).toString())
                .update();
        int used = jdbc.sql("""
                        insert into guidance.portal_ticket (nonce, tax_id, person_no, used_at) values (?, ?, ?, ?::timestamptz) on conflict do nothing""")
                .params(claims.nonce(), claims.tax_id(), claims.person_no(), now.toString())
                .update();
        if (used == 0) {
            throw Refusal.conflict("guidance.refused.ticketUsed");
        }
        return visit;
    }

    /** Whom a visitor of the demo may be; empty where a real bureau stands. */
    @Transactional(readOnly = true)
    public List<Guest> guests() {
        if (!tickets.demo()) {
            return List.of();
        }
        return jdbc.sql("""
                        with busy as (
                          select p.subject_id, count(*) filter (where p.state = 'WAITING') as waiting, max(p.id) as newest,
                            row_number() over (partition by max(p.level) filter (where p.state = 'WAITING') order by bool_or(p.needs_hall and p.state = 'WAITING') desc, max(p.id) desc) as place,
                            bool_or(p.needs_hall and p.state = 'WAITING') as hall
                          from guidance.push p group by p.subject_id)
                        select s.tax_id, s.name, x.person_no, x.name as person_name, x.role, b.waiting
                        from busy b join taxpayer.v_subject s on s.id = b.subject_id and s.status = '03'
                        cross join lateral (select p.person_no, p.name, r.role from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                          where r.subject_id = s.id and r.role = any (:roles) and (r.valid_from is null or r.valid_from <= :today)
                            and (r.valid_to is null or r.valid_to >= :today) and not coalesce(p.death_flag, false)
                          order by array_position(:roles, r.role), p.id limit 1) x
                        where b.waiting > 0 and b.place <= 3 order by b.hall desc, b.waiting desc, s.tax_id limit 8""")
                .param("roles", ServicePolicy.FOUR.toArray(String[]::new))
                .param("today", java.time.LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .query(Guest.class)
                .list();
    }

    /** The ticket the demo's bureau gives one of them. */
    @Transactional(readOnly = true)
    public String demoTicket(String taxId, String personNo) {
        return tickets.issue(taxId, personNo);
    }

    private Visit visit(PortalTickets.Claims claims) {
        Firm firm = jdbc.sql("""
                        select id, tax_id, name from taxpayer.v_subject where (tax_id = :id or uscc = :id) and not external order by tax_id = :id desc limit 1""")
                .param("id", claims.tax_id())
                .query(Firm.class)
                .optional()
                .orElseThrow(() -> Refusal.forbidden("guidance.refused.ticket"));
        FourPersons.Signer person = persons.of(firm.id()).stream()
                .filter(each -> each.personNo().equals(claims.person_no()))
                .findFirst()
                .orElseThrow(() -> Refusal.forbidden("guidance.refused.notYours"));
        return new Visit(null, firm.id(), firm.taxId(), firm.name(), person.name(), person.role());
    }
}
