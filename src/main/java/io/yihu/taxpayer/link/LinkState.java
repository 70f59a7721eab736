package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stands at the moment of a decision, read under the lock of links. */
@Component
@RequiredArgsConstructor
class LinkState {
    private final JdbcClient jdbc;

    /** An open link between two parties. */
    record Edge(long pairId, long a, long b) {}

    /** An open pair as a decider needs it. */
    record Pair(long id, long partyA, long partyB, String outcome, int version) {}

    /** A decision of the past. */
    record Decision(long id, String kind, Long undoneBy, String undoneByName) {}

    /** The judgement that stands about two parties, and whose it is. */
    record Said(String outcome, String by) {}

    Said newest(long partyA, long partyB) {
        return jdbc.sql("""
                        select outcome, decided_by as by from taxpayer.resolution_pair where party_a = ? and party_b = ?
                        order by superseded_at is null desc, id desc limit 1""")
                .params(Math.min(partyA, partyB), Math.max(partyA, partyB))
                .query(Said.class)
                .single();
    }

    String proposedScope(long pair) {
        return jdbc.sql("select coalesce(proposed_path, '') from taxpayer.resolution_pair where id = ?")
                .param(pair)
                .query(String.class)
                .single();
    }

    /** Whether two scopes together answer for both sides of a pair; external sides are anybody's. */
    boolean covered(String one, String other, long pair) {
        return jdbc.sql("select (sa.external or oa.path like :one or oa.path like :other)"
                        + " and (sb.external or ob.path like :one or ob.path like :other)"
                        + ReviewQueries.SIDES + " where r.id = :id")
                .param("one", one)
                .param("other", other)
                .param("id", pair)
                .query(Boolean.class)
                .single();
    }

    /** Refuses with who merged it and when, or "not found". */
    void requireLiving(long subject) {
        jdbc.sql("""
                        select s.merged_into, i.name, d.decided_by, d.decided_at from taxpayer.subject s
                        left join taxpayer.subject i on i.id = s.merged_into
                        left join lateral (select * from taxpayer.link_move m join taxpayer.link_decision d on d.id = m.decision_id
                          where m.from_subject_id = s.id and m.to_subject_id = s.merged_into order by d.id desc limit 1) d on true
                        left join organization.v_office o on o.id = s.office_id
                        where s.id = ? and (s.external or coalesce(o.path, '/') like ?)""")
                .params(subject, CurrentActor.get().scope())
                .query((row, n) -> {
                    if (row.getObject("merged_into") != null) {
                        throw Refusal.conflict(
                                "taxpayer.link.mergedAlready",
                                row.getString("name"),
                                row.getString("decided_by"),
                                row.getObject("decided_at", OffsetDateTime.class)
                                        .atZoneSameInstant(io.yihu.platform.YihuClock.CHINA)
                                        .toLocalDateTime()
                                        .withNano(0)
                                        .toString()
                                        .replace('T', ' '));
                    }
                    return subject;
                })
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The party of the main registration, else the one the subject was made for. */
    long mainParty(long subject) {
        return jdbc.sql("""
                        select p.id from taxpayer.party p join taxpayer.subject s on s.id = p.subject_id
                        left join taxpayer.registration r on r.reg_serial = s.main_reg_serial
                        where s.id = ? order by p.id = r.party_id desc nulls last, p.home_subject_id = s.id desc limit 1""").param(subject).query(Long.class).single();
    }

    List<Long> parties(long subject) {
        return jdbc.sql("select id from taxpayer.party where subject_id = ? order by id")
                .param(subject)
                .query(Long.class)
                .list();
    }

    boolean together(long one, long other) {
        return together(List.of(one, other));
    }

    boolean together(Collection<Long> parties) {
        return jdbc.sql("select count(distinct subject_id) = 1 from taxpayer.party where id in (" + values(parties)
                        + ")")
                .query(Boolean.class)
                .single();
    }

    List<Edge> edges(Collection<Long> some, Collection<Long> others) {
        String all = values(union(some, others));
        return jdbc.sql("""
                        select id as pair_id, party_a as a, party_b as b from taxpayer.resolution_pair
                        where superseded_at is null and outcome = 'LINKED' and party_a in (%1$s) and party_b in (%1$s)""".formatted(all)).query(Edge.class).list();
    }

    /** Empty where it moved nothing that the actor may see. */
    Optional<Decision> decision(long id) {
        return jdbc.sql("""
                        select d.id, d.kind, d.undone_by, u.decided_by as undone_by_name from taxpayer.link_decision d
                        left join taxpayer.link_decision u on u.id = d.undone_by where d.id = :id and (:scope = '/%' or exists (
                          select from taxpayer.link_move m join taxpayer.subject s on s.id in (m.from_subject_id, m.to_subject_id)
                          join organization.v_office o on o.id = s.office_id where m.decision_id = d.id and o.path like :scope))""")
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .query(Decision.class)
                .optional();
    }

    void markUndone(long decision, long by) {
        jdbc.sql("update taxpayer.link_decision set undone_by = ? where id = ?")
                .params(by, decision)
                .update();
    }

    /** Parties that a decision said something about or moved. */
    List<Long> partiesOf(long decision) {
        return jdbc.sql("""
                        select party_id from taxpayer.link_move where decision_id = :id
                        union select unnest(array[r.party_a, r.party_b]) from taxpayer.link_pair_change c
                        join taxpayer.resolution_pair r on r.id = c.pair_id where c.decision_id = :id""").param("id", decision).query(Long.class).list();
    }

    Set<Long> subjectsBefore(long decision) {
        return new HashSet<>(jdbc.sql("select distinct from_subject_id from taxpayer.link_move where decision_id = ?")
                .param(decision)
                .query(Long.class)
                .list());
    }

    Optional<Pair> pair(long id) {
        return jdbc.sql("""
                        select id, party_a, party_b, outcome, version from taxpayer.resolution_pair
                        where id = ? and superseded_at is null""").param(id).query(Pair.class).optional();
    }

    boolean fullRun(long run) {
        return jdbc.sql("select kind = 'FULL' from taxpayer.resolution_run where id = ?")
                .param(run)
                .query(Boolean.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** A search over everything counts everything that stands; a small one only what it judged, whatever the size of the register. */
    void countRun(long run, boolean full) {
        jdbc.sql("""
                        update taxpayer.resolution_run u set linked = c.linked, queued = c.queued, apart = c.apart%s
                        from (select count(*) filter (where outcome = 'LINKED') as linked, count(*) filter (where outcome = 'QUEUED') as queued,
                            count(*) filter (where outcome = 'APART') as apart
                          from taxpayer.resolution_pair where superseded_at is null%s) c
                        where u.id = :run""".formatted(full ? WHOLE : "", full ? "" : " and run_id = :run"))
                .param("run", run)
                .update();
    }

    private static final String WHOLE = """
            , subjects = (select count(*) from taxpayer.subject where merged_into is null and not external),
              registrations = (select count(*) from taxpayer.registration)""";

    List<Long> union(Collection<Long> some, Collection<Long> others) {
        List<Long> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Party numbers as SQL; they are numbers, nothing else can be in them. */
    static String values(Collection<Long> parties) {
        return parties.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "select unnest('{", "}'::bigint[]) as party_id"));
    }
}
