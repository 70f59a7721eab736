package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Doubts about identities: listed with the reason, settled by a person with a note. */
@Service
@RequiredArgsConstructor
public class DoubtService {
    private static final String SEEN = """
            (:scope = '/%' or exists (select from taxpayer.registration g join organization.v_office o on o.id = g.office_id
              where g.party_id = d.party_id and o.path like :scope))""";
    private final JdbcClient jdbc;
    private final LinkBook book;
    private final PersonLinks persons;

    /** One open doubt. */
    public record Doubt(long id, String kind, String detail, String regSerial, Long subjectId, Instant foundAt) {}

    /** Two numbers that may be one person; ids only masked. */
    public record PersonPair(
            long id,
            String rule,
            String veto,
            long personA,
            String nameA,
            String idA,
            String noA,
            long personB,
            String nameB,
            String idB,
            String noB) {}

    @Transactional(readOnly = true)
    public List<Doubt> open() {
        return jdbc.sql("""
                        select d.id, d.kind, d.detail, d.reg_serial, p.subject_id, d.found_at from taxpayer.identity_doubt d
                        left join taxpayer.party p on p.id = d.party_id
                        where d.settled_at is null and """ + SEEN + " order by d.kind, d.id limit 200")
                .param("scope", CurrentActor.get().scope())
                .query(Doubt.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<PersonPair> people() {
        return jdbc.sql("""
                        select r.id, r.rule, r.veto, a.id as person_a, a.name as name_a, a.id_masked as id_a, a.person_no as no_a, b.id as person_b,
                          b.name as name_b, b.id_masked as id_b, b.person_no as no_b
                        from taxpayer.person_pair r join taxpayer.person a on a.id = r.person_a join taxpayer.person b on b.id = r.person_b
                        where r.superseded_at is null and r.outcome = 'QUEUED' and (:scope = '/%' or exists (
                          select from taxpayer.person_role o join taxpayer.registration g on g.reg_serial = o.reg_serial
                          join organization.v_office f on f.id = g.office_id
                          where o.person_id in (a.id, b.id) and f.path like :scope))
                        order by r.id limit 200""")
                .param("scope", CurrentActor.get().scope())
                .query(PersonPair.class)
                .list();
    }

    @Traced("taxpayer.doubt.settle")
    public void settle(long id, String note) {
        Trail.object("identity_doubt", id);
        Trail.note("note", note);
        if (note == null || note.isBlank()) {
            throw Refusal.invalid("taxpayer.link.reason");
        }
        int settled = jdbc.sql("update taxpayer.identity_doubt d set settled_at = :now, settled_by = :by, note = :note"
                        + " where d.id = :id and d.settled_at is null and " + SEEN)
                .param("now", book.now())
                .param("by", CurrentActor.get().login())
                .param("note", note.strip())
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .update();
        if (settled == 0) {
            throw Refusal.conflict("taxpayer.doubt.settledAlready");
        }
    }

    /** Two numbers are one person, or are not; may be said again. */
    @Traced("taxpayer.person.decide")
    public void decide(long pair, boolean same, String reason) {
        Trail.object("person_pair", pair);
        Trail.note("same", same);
        Trail.note("reason", reason);
        if (people().stream().noneMatch(one -> one.id() == pair)) {
            throw Refusal.conflict("taxpayer.doubt.settledAlready");
        }
        persons.say(pair, same, reason);
    }
}
