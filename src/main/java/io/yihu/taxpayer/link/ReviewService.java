package io.yihu.taxpayer.link;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The review desk: people look at pairs and say the same, not the same, or later. */
@Service
@RequiredArgsConstructor
public class ReviewService {
    private final PairQueries pairs;
    private final LinkState state;
    private final LinkBook book;
    private final PairBook said;
    private final LinkService links;
    private final JdbcClient jdbc;

    /**
     * What came of it.
     *
     * @param decision number for taking it back, null when a second person is needed first
     */
    public record Answer(Long decision) {}

    @Traced(value = "taxpayer.pair.view", read = true)
    public PairView open(long id) {
        PairView pair = pairs.find(id).orElseThrow(Refusal::notFound);
        Trail.object("resolution_pair", id);
        Trail.subject(pair.a().subjectId());
        return pair;
    }

    /**
     * Decides a waiting pair, or takes an automatic link apart.
     *
     * @param version of the pair as it was looked at; somebody else's change in between refuses
     */
    @Traced("taxpayer.pair.decide")
    public Answer decide(long id, int version, boolean same, String reason) {
        PairView pair = locked(id, version, same);
        Trail.change("outcome", pair.outcome(), same ? "LINKED" : "APART");
        Trail.note("reason", reason);
        if (same && (reason == null || reason.isBlank()) && pair.veto() != null) {
            throw Refusal.invalid("taxpayer.review.vetoReason");
        }
        if (same && needsSecond(pair)) {
            propose(pair, reason);
            return new Answer(null);
        }
        LinkState.Pair open =
                new LinkState.Pair(id, pair.a().partyId(), pair.b().partyId(), pair.outcome(), pair.version());
        return new Answer(links.decide(open, same, reason));
    }

    /** Puts a pair off; it stays in the queue, marked. */
    @Traced("taxpayer.pair.defer")
    public void defer(long id, int version) {
        locked(id, version, false);
        jdbc.sql("""
                        update taxpayer.resolution_pair set deferred_by = ?, deferred_at = ?, version = version + 1 where id = ?""").params(CurrentActor.get().login(), book.now(), id).update();
    }

    /** Merges two taxpayers at once, or lays it before a second person where one is not enough. */
    @Traced("taxpayer.pair.join")
    public Answer join(long subjectA, long subjectB, String reason) {
        Trail.object("subject", subjectA);
        Trail.subject(subjectA);
        Trail.note("with", subjectB);
        if (subjectA == subjectB) {
            throw Refusal.invalid("taxpayer.link.same");
        }
        if (pairs.concern(Set.of(subjectA, subjectB)).isEmpty()) {
            return new Answer(links.merge(subjectA, subjectB, reason));
        }
        book.lock();
        state.requireLiving(subjectA);
        state.requireLiving(subjectB);
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("taxpayer.link.reason");
        }
        long decision = book.open("PROPOSE", null, reason, book.today(), null);
        long pair = said.say(decision, state.mainParty(subjectA), state.mainParty(subjectB), "QUEUED", reason.strip());
        propose(pairs.find(pair).orElseThrow(Refusal::notFound), reason);
        return new Answer(null);
    }

    private PairView locked(long id, int version, boolean same) {
        book.lock();
        PairView pair = pairs.find(id).orElseThrow(Refusal::notFound);
        Trail.object("resolution_pair", id);
        Trail.subject(pair.a().subjectId());
        if (!pair.open() || pair.outcome().equals("LINKED") && same) {
            LinkState.Said now = state.newest(pair.a().partyId(), pair.b().partyId());
            throw Refusal.conflict("taxpayer.review.decidedAlready." + now.outcome(), now.by());
        }
        if (pair.version() != version) {
            throw Refusal.conflict("taxpayer.review.changed");
        }
        return pair;
    }

    /** A concern, or a side the actor does not answer for: then somebody else must have proposed it who does. */
    private boolean needsSecond(PairView pair) {
        Actor actor = CurrentActor.get();
        boolean covers = state.covered(
                actor.scope(), pair.proposedBy() == null ? "" : state.proposedScope(pair.id()), pair.id());
        if (covers && pair.concern() == null && pair.proposedBy() == null) {
            return false;
        }
        if (pair.proposedBy() == null) {
            return true;
        }
        if (pair.proposedBy().equals(actor.login())) {
            throw Refusal.conflict("taxpayer.review.secondPerson");
        }
        if (!covers) {
            throw Refusal.conflict("taxpayer.review.secondScope");
        }
        return false;
    }

    private void propose(PairView pair, String reason) {
        Trail.note("proposed", true);
        jdbc.sql("""
                        update taxpayer.resolution_pair set proposed_by = ?, proposed_at = ?, proposed_path = ?, proposed_reason = ?,
                          version = version + 1 where id = ?""")
                .params(
                        CurrentActor.get().login(),
                        book.now(),
                        CurrentActor.get().scope(),
                        reason,
                        pair.id())
                .update();
    }
}
