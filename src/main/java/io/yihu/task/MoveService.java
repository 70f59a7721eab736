package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.MovePlan.Held;
import io.yihu.task.MovePlan.Move;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves many tasks at once, each with its own row in the log; what is shown before is computed by the same plan. */
@Service
@RequiredArgsConstructor
public class MoveService {
    private final MoveQueries queries;
    private final MoveWriting writing;
    private final DispatchInputs inputs;
    private final DispatchPolicies policies;
    private final WorkNames names;
    private final YihuClock clock;

    /**
     * Which tasks: ids, or all that lies with one officer, or with the officers of an office and those below it; all three
     * empty is none.
     *
     * @param toOfficer null means whoever is best by the formula
     */
    public record Wish(
            List<Long> tasks, Long fromOfficer, Long fromOffice, String type, Long toOfficer, boolean evenWhenFull) {
        public Wish(List<Long> tasks, Long fromOfficer, String type, Long toOfficer, boolean evenWhenFull) {
            this(tasks, fromOfficer, null, type, toOfficer, evenWhenFull);
        }
    }

    /** One task that would move, or stays for a reason. */
    public record Line(
            long taskId,
            String title,
            long subjectId,
            String subjectName,
            long fromId,
            String from,
            Long toId,
            String to,
            String refused) {}

    /** Saturation of an officer before and after. */
    public record Load(long officerId, String officer, int gives, int gets, BigDecimal before, BigDecimal after) {}

    /**
     * @param digest of the moves: applied only while they are still the same
     * @param refused why how many stay
     */
    public record Plan(int moves, Map<String, Integer> refused, List<Line> lines, List<Load> loads, String digest) {}

    @Transactional(readOnly = true)
    public Plan previewReassign(Wish wish) {
        return describe(reassigned(wish, false));
    }

    @Transactional(readOnly = true)
    public Plan previewRebalance() {
        return describe(rebalanced(false));
    }

    /** Moves what the wish names; what cannot move stays and is counted. */
    @Traced("task.task.reassign")
    public Plan reassign(Wish wish, String digest, String reason) {
        String said = StepPolicy.said(reason);
        inputs.waitForOtherDispatcher();
        return apply(reassigned(wish, true), digest, said, "REASSIGNED");
    }

    /** Moves tasks nobody has begun from full officers to others. */
    @Traced("task.dispatch.rebalance")
    public Plan rebalance(String digest, String reason) {
        String said = StepPolicy.said(reason);
        inputs.waitForOtherDispatcher();
        return apply(rebalanced(true), digest, said, "REBALANCED");
    }

    private record Worked(List<Move> moves, DispatchWorld world) {}

    private Plan apply(Worked worked, String digest, String reason, String cause) {
        Plan plan = describe(worked);
        if (plan.moves() == 0) {
            throw Refusal.conflict("task.refused.nothingToMove");
        }
        if (!plan.digest().equals(digest)) {
            throw Refusal.conflict("task.refused.planMoved");
        }
        List<Move> moves =
                worked.moves().stream().filter(move -> move.to() != null).toList();
        Instant now = clock.instant();
        writing.move(moves, cause, reason, now);
        Trail.object("task.move", cause);
        Trail.note("count", moves.size());
        Trail.note("reason", reason);
        moves.forEach(move -> {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("from", Long.toString(move.held().officerId()));
            details.put("to", Long.toString(move.to().officerId()));
            details.put("reason", reason);
            Trail.each("task", move.held().task().id(), move.held().task().subjectId(), details);
        });
        return plan;
    }

    private Worked reassigned(Wish wish, boolean lock) {
        List<Held> held = queries.held(wish, CurrentActor.get().scope(), lock);
        DispatchWorld world = world(held);
        return new Worked(
                wish.toOfficer() == null
                        ? MovePlan.toTheBest(held, world)
                        : MovePlan.toOne(held, wish.toOfficer(), world, wish.evenWhenFull()),
                world);
    }

    private Worked rebalanced(boolean lock) {
        List<Held> held = queries.unstarted(CurrentActor.get().scope(), lock);
        DispatchWorld world = world(held);
        return new Worked(MovePlan.balanced(held, world), world);
    }

    private DispatchWorld world(List<Held> held) {
        return inputs.world(
                held.stream().map(Held::task).toList(),
                held.stream().map(Held::officerId).toList(),
                clock.instant(),
                policies.current());
    }

    private Plan describe(Worked worked) {
        Map<String, Integer> refused = new TreeMap<>();
        Map<Long, int[]> changes = new TreeMap<>();
        Set<Long> people = new HashSet<>();
        long digest = 17;
        int count = 0;
        for (Move move : worked.moves()) {
            people.add(move.held().officerId());
            if (move.to() == null) {
                refused.merge(move.refused(), 1, Integer::sum);
                continue;
            }
            count++;
            long to = move.to().officerId();
            people.add(to);
            digest = DispatchPolicy.hash(
                    digest ^ move.held().task().id(), move.held().officerId() * 1_000_003L + to);
            changes.computeIfAbsent(move.held().officerId(), id -> new int[2])[0]++;
            changes.computeIfAbsent(to, id -> new int[2])[1]++;
        }
        Map<Long, String> called = names.officers(people);
        List<Load> loads = new ArrayList<>();
        changes.forEach((id, change) -> loads.add(load(id, called.get(id), change, worked.world())));
        return new Plan(count, refused, lines(worked.moves(), called), loads, Long.toHexString(digest));
    }

    private static Load load(long id, String name, int[] change, DispatchWorld world) {
        DispatchPolicy.Officer now = world.officers.get(id);
        return new Load(
                id,
                name,
                change[0],
                change[1],
                DispatchRehearsal.share(
                        DispatchPolicy.saturation(new DispatchPolicy.Officer(now.profile, world.levers))),
                DispatchRehearsal.share(DispatchPolicy.saturation(now)));
    }

    private List<Line> lines(List<Move> moves, Map<Long, String> called) {
        List<Move> shown = moves.stream().limit(200).toList();
        Map<Long, WorkNames.TaskName> tasks =
                names.tasks(shown.stream().map(move -> move.held().task().id()).collect(Collectors.toSet()));
        return shown.stream()
                .filter(move -> tasks.containsKey(move.held().task().id()))
                .map(move -> {
                    WorkNames.TaskName task = tasks.get(move.held().task().id());
                    Long to = move.to() == null ? null : move.to().officerId();
                    return new Line(
                            task.id(),
                            task.title(),
                            task.subjectId(),
                            task.subjectName(),
                            move.held().officerId(),
                            called.get(move.held().officerId()),
                            to,
                            to == null ? null : called.get(to),
                            move.refused());
                })
                .toList();
    }
}
