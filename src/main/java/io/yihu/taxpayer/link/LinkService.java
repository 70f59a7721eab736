package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Applies what a run found and what people decide about who is one taxpayer; everything can be taken back. */
@Service
@RequiredArgsConstructor
public class LinkService {
    private static final int LONGEST = 500;
    private final LinkBook book;
    private final PairBook pairs;
    private final LinkState state;
    private final Relink relink;
    private final DoubtScan doubts;

    /** What applying a run did: parties that changed their subject, links that contradicted others and were queued. */
    public record Applied(int moved, int contradicted) {}

    /** Links of the run become subjects; may be repeated, changes nothing the second time. A small run stays small. */
    @Traced("taxpayer.links.apply")
    public Applied apply(long runId) {
        book.lock();
        Trail.object("resolution_run", runId);
        long decision = book.open("APPLY", runId, null, book.today(), null);
        boolean full = state.fullRun(runId);
        if (full) {
            doubts.scan();
        }
        int held = pairs.holdBack(decision, runId);
        Relink.Result done = relink.run(decision, """
                select unnest(array[party_a, party_b]) as party_id from taxpayer.resolution_pair where run_id = %1$d
                union select unnest(array[party_a, party_b]) from taxpayer.resolution_pair where superseded_run_id = %1$d""".formatted(runId), Set.of(), book.today());
        pairs.queue(decision, done.refused());
        book.close(decision, done.moved());
        state.countRun(runId, full);
        Trail.note("moved", done.moved());
        Trail.note("heldBack", held);
        Trail.note("contradicted", done.refused().size());
        return new Applied(done.moved(), done.refused().size());
    }

    /**
     * Two subjects are one taxpayer; the first survives unless only the other one is registered.
     *
     * @return number of the decision, for {@link #undo}
     */
    @Traced("taxpayer.subject.merge")
    public long merge(long subjectA, long subjectB, String reason) {
        String why = reason(reason);
        book.lock();
        Trail.object("subject", subjectA);
        Trail.subject(subjectA);
        Trail.note("with", subjectB);
        Trail.note("reason", why);
        if (subjectA == subjectB) {
            throw Refusal.invalid("taxpayer.link.same");
        }
        state.requireLiving(subjectA);
        state.requireLiving(subjectB);
        long one = state.mainParty(subjectA);
        long other = state.mainParty(subjectB);
        long decision = book.open("MERGE", null, why, book.today(), null);
        pairs.say(decision, one, other, "LINKED", why);
        return carryOut(decision, List.of(one, other), Set.of(subjectA), () -> state.together(one, other));
    }

    /** Parties leave a subject together and become the one they were; the rest stays. */
    @Traced("taxpayer.subject.split")
    public long split(long subject, Set<Long> partyIds, String reason) {
        String why = reason(reason);
        book.lock();
        Trail.object("subject", subject);
        Trail.subject(subject);
        Trail.note("parties", partyIds.size());
        Trail.note("reason", why);
        state.requireLiving(subject);
        List<Long> all = state.parties(subject);
        List<Long> leaving = all.stream().filter(partyIds::contains).toList();
        if (leaving.size() < partyIds.size()) {
            throw Refusal.conflict("taxpayer.link.gone");
        }
        List<Long> staying = new ArrayList<>(all);
        staying.removeAll(leaving);
        if (leaving.isEmpty() || staying.isEmpty()) {
            throw Refusal.invalid("taxpayer.link.splitAll");
        }
        long decision = book.open("SPLIT", null, why, book.today(), null);
        separate(decision, leaving, staying, why);
        return carryOut(
                decision,
                all,
                Set.of(),
                () -> state.together(leaving)
                        && state.together(staying)
                        && !state.together(leaving.get(0), staying.get(0)));
    }

    /** Every link across is cut, and each side holds together by itself. */
    private void separate(long decision, List<Long> leaving, List<Long> staying, String why) {
        List<LinkState.Edge> edges = state.edges(leaving, staying);
        Set<Long> left = new HashSet<>(leaving);
        Components whole = new Components(state.union(leaving, staying));
        boolean cut = false;
        for (LinkState.Edge edge : edges) {
            if (left.contains(edge.a()) != left.contains(edge.b())) {
                pairs.say(decision, edge.a(), edge.b(), "APART", why);
                cut = true;
            } else {
                whole.join(edge.a(), edge.b());
            }
        }
        if (!cut) {
            pairs.say(decision, leaving.get(0), staying.get(0), "APART", why);
        }
        for (List<Long> side : List.of(leaving, staying)) {
            List<Long> heads = whole.groups().stream()
                    .map(group -> group.get(0))
                    .filter(side::contains)
                    .sorted()
                    .toList();
            for (int i = 1; i < heads.size(); i++) {
                pairs.say(decision, heads.get(0), heads.get(i), "LINKED", why);
            }
        }
    }

    /** Takes a person's decision back, unless a later one stands on it. */
    @Traced("taxpayer.links.undo")
    public long undo(long decisionId, String reason) {
        String why = reason(reason);
        book.lock();
        Trail.object("link_decision", decisionId);
        Trail.note("reason", why);
        LinkState.Decision before = state.decision(decisionId).orElseThrow(Refusal::notFound);
        if (before.undoneBy() != null) {
            throw Refusal.conflict("taxpayer.link.undoneAlready", before.undoneByName());
        }
        if (before.kind().equals("APPLY")) {
            throw Refusal.conflict("taxpayer.link.applied");
        }
        long decision = book.open("UNDO", null, why, book.today(), decisionId);
        if (!pairs.revert(decisionId, decision)) {
            throw Refusal.conflict("taxpayer.link.later");
        }
        state.markUndone(decisionId, decision);
        return carryOut(decision, state.partiesOf(decisionId), state.subjectsBefore(decisionId), () -> true);
    }

    /** A person's word about one pair, as the review desk gives it. */
    long decide(LinkState.Pair pair, boolean same, String reason) {
        String why = reason == null || reason.isBlank() ? "" : reason(reason);
        long decision = book.open(same ? "LINK" : "APART", null, why, book.today(), null);
        pairs.succeed(
                decision,
                pair.id(),
                same ? "LINKED" : "APART",
                null,
                CurrentActor.get().login(),
                why);
        return carryOut(
                decision,
                List.of(pair.partyA(), pair.partyB()),
                Set.of(),
                () -> same == state.together(pair.partyA(), pair.partyB()));
    }

    private long carryOut(long decision, List<Long> seeds, Set<Long> wished, BooleanSupplier asWished) {
        Relink.Result done = relink.run(decision, LinkState.values(seeds), wished, book.today());
        if (!done.refused().isEmpty() || !asWished.getAsBoolean()) {
            throw Refusal.conflict("taxpayer.link.contradiction");
        }
        book.close(decision, done.moved());
        Trail.note("moved", done.moved());
        return decision;
    }

    private static String reason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("taxpayer.link.reason");
        }
        if (reason.strip().length() > LONGEST) {
            throw Refusal.invalid("taxpayer.link.reasonLong", LONGEST);
        }
        return reason.strip();
    }
}
