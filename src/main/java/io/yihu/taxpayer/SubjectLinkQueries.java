package io.yihu.taxpayer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a taxpayer is made of, on any day, and who put it together; the caller has checked that the taxpayer may be seen. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class SubjectLinkQueries {
    private final JdbcClient jdbc;

    /**
     * A tax id that belongs to the taxpayer today or did on the day asked for.
     *
     * @param here belongs to it on that day
     * @param registrations serials and names
     * @param otherId taxpayer it belonged to on that day, when that is another one
     */
    public record Part(
            long partyId,
            String taxId,
            String registrations,
            boolean here,
            boolean now,
            String rule,
            BigDecimal score,
            String decidedBy,
            LocalDate since,
            LocalDate until,
            Long pairId,
            Long otherId,
            String otherName) {}

    /** A decision that moved tax ids into this taxpayer or out of it. */
    public record Decision(
            long id,
            String kind,
            Instant decidedAt,
            String decidedBy,
            String reason,
            String taxIds,
            String fromNames,
            String toNames,
            String rules,
            Long runId,
            Long undoneBy,
            Long undoes) {
        /** Runs are not taken back as a whole. */
        public boolean undoable() {
            return undoneBy == null && !kind.equals("APPLY") && !kind.equals("UNDO");
        }
    }

    /** An open link inside the taxpayer. */
    public record Link(
            long id,
            String taxIdA,
            String taxIdB,
            String rule,
            BigDecimal score,
            String decidedBy,
            Instant decidedAt,
            String reason) {}

    /** A taxpayer that this one came from or became. */
    public record Succession(long pairId, long subjectId, String name, String taxId, boolean predecessor) {}

    /** Composition of one day. */
    public List<Part> parts(long subjectId, LocalDate day) {
        return jdbc.sql("""
                        select p.id as party_id, p.tax_id, (
                            select string_agg(g.reg_serial || ' ' || g.name, '；' order by g.register_date, g.reg_serial)
                            from taxpayer.registration g where g.party_id = p.id) as registrations,
                          l.subject_id = :id as here, p.subject_id = :id as now, l.rule, l.score, l.decided_by,
                          nullif(l.valid_from, date '1900-01-01') as since, l.valid_to as until, l.pair_id,
                          nullif(l.subject_id, :id) as other_id, o.name as other_name
                        from taxpayer.party p
                        left join taxpayer.party_subject l on l.party_id = p.id and l.valid_from <= :day and (l.valid_to is null or l.valid_to > :day)
                        left join taxpayer.subject o on o.id = l.subject_id and o.id <> :id
                        where p.id in (select id from taxpayer.party where subject_id = :id
                          union select party_id from taxpayer.party_subject where subject_id = :id
                            and valid_from <= :day and (valid_to is null or valid_to > :day))
                        order by here desc nulls last, l.rule = 'SELF' desc, p.tax_id""")
                .param("id", subjectId)
                .param("day", day)
                .query(Part.class)
                .list();
    }

    /** Newest first. */
    public List<Decision> history(long subjectId) {
        return jdbc.sql("""
                        select d.id, d.kind, d.decided_at, d.decided_by, d.reason, string_agg(distinct p.tax_id, '、') as tax_ids,
                          string_agg(distinct f.name, '、') as from_names, string_agg(distinct t.name, '、') as to_names,
                          string_agg(distinct l.rule, '、') as rules, d.run_id, d.undone_by, d.undoes
                        from taxpayer.link_decision d
                        join taxpayer.link_move m on m.decision_id = d.id and :id in (m.from_subject_id, m.to_subject_id)
                        join taxpayer.party p on p.id = m.party_id
                        join taxpayer.subject f on f.id = m.from_subject_id join taxpayer.subject t on t.id = m.to_subject_id
                        left join taxpayer.party_subject l on l.party_id = m.party_id and l.decision_id = d.id
                        group by d.id order by d.id desc limit 200""").param("id", subjectId).query(Decision.class).list();
    }

    public List<Link> links(long subjectId) {
        return jdbc.sql("""
                        select r.id, a.tax_id as tax_id_a, b.tax_id as tax_id_b, r.rule, r.score, r.decided_by, r.decided_at, r.reason
                        from taxpayer.party a join taxpayer.resolution_pair r on r.party_a = a.id and r.superseded_at is null and r.outcome = 'LINKED'
                        join taxpayer.party b on b.id = r.party_b
                        where a.subject_id = ? order by r.score, r.id limit 200""").param(subjectId).query(Link.class).list();
    }

    public List<Succession> successions(long subjectId) {
        return jdbc.sql("""
                        select v.pair_id, s.id as subject_id, s.name, s.tax_id, s.id = v.predecessor_subject_id as predecessor
                        from taxpayer.v_successor v
                        join taxpayer.subject s on s.id in (v.predecessor_subject_id, v.successor_subject_id) and s.id <> :id
                        where :id in (v.predecessor_subject_id, v.successor_subject_id) order by s.id""").param("id", subjectId).query(Succession.class).list();
    }

    /** Taxpayers that were merged into this one. */
    public List<Long> merged(long subjectId) {
        return jdbc.sql("select id from taxpayer.subject where merged_into = ? order by id")
                .param(subjectId)
                .query(Long.class)
                .list();
    }
}
