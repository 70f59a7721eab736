package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.taxpayer.SubjectRefresh;
import io.yihu.taxpayer.SubjectsRelinked;
import io.yihu.taxpayer.link.SurvivorPolicy.Member;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Brings parties and subjects in line with the open links around some parties, and tells everyone who follows. */
@Component
@RequiredArgsConstructor
class Relink {
    /** Up to so many parties arrays serve better than a table made for the occasion. */
    private static final int FEW = 2_000;

    private final JdbcClient jdbc;
    private final LinkBook book;
    private final SubjectRefresh subjects;
    private final Inheritance inheritance;
    private final ApplicationEventPublisher events;

    /** An open link; a person's word outweighs every score. */
    record Link(long pairId, long a, long b, String rule, double score, boolean human, boolean linked) {
        double strength() {
            return human ? 2 + score : score;
        }
    }

    /**
     * What changed.
     *
     * @param refused links that would have brought together what must stay apart, weakest ones by construction
     */
    record Result(int moved, List<Link> refused, Set<Long> subjectIds) {}

    private record Move(long partyId, long to, Link by) {}

    /**
     * Set-based, in the caller's transaction.
     *
     * @param seeds SQL that yields {@code party_id}: all parties of their subjects are looked at
     * @param wished subjects that should survive where the policy leaves a choice
     */
    Result run(long decision, String seeds, Set<Long> wished, LocalDate effective) {
        List<Member> members = members(seeds);
        List<Link> links = links(members);
        Components components =
                new Components(members.stream().map(Member::partyId).toList());
        links.stream().filter(link -> !link.linked()).forEach(link -> components.forbid(link.a(), link.b()));
        List<Link> accepted = new ArrayList<>();
        List<Link> refused = new ArrayList<>();
        links.stream()
                .filter(Link::linked)
                .sorted(Comparator.comparing((Link link) -> -link.strength()).thenComparing(Link::pairId))
                .forEach(link -> (components.join(link.a(), link.b()) ? accepted : refused).add(link));
        List<Move> moves = moves(members, components, strongest(accepted), wished);
        if (moves.isEmpty()) {
            return new Result(0, refused, Set.of());
        }
        if (members.size() <= FEW) {
            remember(members);
        }
        Set<Long> touched = write(decision, members, moves, effective);
        inheritance.follow(effective);
        events.publishEvent(new SubjectsRelinked(touched, effective));
        return new Result(moves.size(), refused, touched);
    }

    private List<Member> members(String seeds) {
        return jdbc.sql("""
                        select p.id, p.subject_id, p.home_subject_id, p.external from taxpayer.party p
                        where p.subject_id in (select q.subject_id from taxpayer.party q where q.id in (%s))""".formatted(seeds))
                .query((row, n) -> new Member(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
                .list();
    }

    /** What the writing statements work on; made only where something moves. */
    private void remember(List<Member> members) {
        jdbc.sql("drop table if exists relink_party, relink_move").update();
        jdbc.sql("""
                        create temp table relink_party on commit drop as
                        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[]) p (party_id, subject_id, home_subject_id, external)""")
                .params(
                        members.stream().map(Member::partyId).toArray(Long[]::new),
                        members.stream().map(Member::subjectId).toArray(Long[]::new),
                        members.stream().map(Member::homeSubjectId).toArray(Long[]::new),
                        members.stream().map(Member::external).toArray(Boolean[]::new))
                .update();
        if (members.size() > FEW) {
            jdbc.sql("alter table relink_party add primary key (party_id)").update();
        }
        jdbc.sql("analyze relink_party").update();
    }

    private List<Link> links(List<Member> members) {
        boolean few = members.size() <= FEW;
        if (!few) {
            remember(members);
        }
        var found = jdbc.sql("""
                        select r.id, r.party_a, r.party_b, r.rule, r.score, r.decided_by <> 'AUTO', r.outcome = 'LINKED'
                        from taxpayer.resolution_pair r %s
                        where r.superseded_at is null and (r.outcome = 'LINKED' or r.veto like 'ER-N%%'
                          or (r.outcome = 'APART' and r.decided_by <> 'AUTO'))%s""".formatted(
                        few
                                ? ""
                                : "join relink_party a on a.party_id = r.party_a join relink_party b on b.party_id = r.party_b",
                        few ? " and r.party_a = any(:parties) and r.party_b = any(:parties)" : ""));
        return (few
                        ? found.param(
                                "parties", members.stream().map(Member::partyId).toArray(Long[]::new))
                        : found)
                .query((row, n) -> new Link(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getDouble(5),
                        row.getBoolean(6),
                        row.getBoolean(7)))
                .list();
    }

    private static Map<Long, Link> strongest(List<Link> accepted) {
        Map<Long, Link> best = new HashMap<>();
        accepted.forEach(link -> {
            best.putIfAbsent(link.a(), link);
            best.putIfAbsent(link.b(), link);
        });
        return best;
    }

    private static List<Move> moves(
            List<Member> members, Components components, Map<Long, Link> best, Set<Long> wished) {
        Map<Long, Member> byParty = members.stream().collect(Collectors.toMap(Member::partyId, Function.identity()));
        Map<Long, Long> sizes =
                members.stream().collect(Collectors.groupingBy(Member::subjectId, Collectors.counting()));
        List<Move> moves = new ArrayList<>();
        for (List<Long> group : components.groups()) {
            List<Member> present = group.stream().map(byParty::get).toList();
            long to = SurvivorPolicy.survivor(present, wished, sizes);
            present.stream()
                    .filter(member -> member.subjectId() != to)
                    .forEach(member -> moves.add(new Move(
                            member.partyId(), to, member.homeSubjectId() == to ? null : best.get(member.partyId()))));
        }
        return moves;
    }

    private Set<Long> write(long decision, List<Member> members, List<Move> moves, LocalDate effective) {
        jdbc.sql("""
                        create temp table relink_move on commit drop as
                        select m.party_id, m.to_subject_id, p.subject_id as from_subject_id, coalesce(m.rule, 'SELF') as rule,
                          coalesce(m.score, 1) as score, m.pair_id
                        from unnest(?::bigint[], ?::bigint[], ?::text[], ?::numeric[], ?::bigint[])
                          m (party_id, to_subject_id, rule, score, pair_id)
                        join relink_party p on p.party_id = m.party_id""")
                .params(
                        moves.stream().map(Move::partyId).toArray(Long[]::new),
                        moves.stream().map(Move::to).toArray(Long[]::new),
                        moves.stream()
                                .map(move ->
                                        move.by() == null ? null : move.by().rule())
                                .toArray(String[]::new),
                        moves.stream()
                                .map(move ->
                                        move.by() == null ? null : move.by().score())
                                .toArray(Double[]::new),
                        moves.stream()
                                .map(move ->
                                        move.by() == null ? null : move.by().pairId())
                                .toArray(Long[]::new))
                .update();
        jdbc.sql("analyze relink_move").update();
        book.move(decision, effective, CurrentActor.get().login());
        subjects.refresh(
                "select r.party_id from taxpayer.registration r join relink_party y on y.party_id = r.party_id");
        subjects.nameInitials("select subject_id from taxpayer.party where id in (select party_id from relink_party)");
        Set<Long> touched = new HashSet<>();
        members.forEach(member -> touched.add(member.subjectId()));
        moves.forEach(move -> touched.add(move.to()));
        return touched;
    }
}
