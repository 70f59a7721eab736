package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchPlan.Decision;
import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who would get what and why if the queue of the actor's scope were dispatched now with these levers; nothing is written. While
 * the queue is empty, what nobody has accepted yet is given out anew.
 */
@Component
@RequiredArgsConstructor
public class DispatchRehearsal {
    private static final int MOST = 20_000;
    private final DispatchInputs inputs;
    private final MoveQueries moves;
    private final WorkNames names;
    private final YihuClock clock;

    /**
     * One task and what would become of it; officer and score are null when nobody is found.
     *
     * @param skill, saturation, score as the formula has them, 1 = 100 %
     */
    public record Row(
            long taskId,
            String title,
            long subjectId,
            String subjectName,
            String level,
            String matterType,
            Long officerId,
            String officer,
            String grid,
            BigDecimal skill,
            BigDecimal saturation,
            boolean knows,
            BigDecimal score,
            String second,
            BigDecimal secondScore,
            int candidates,
            int eligible,
            String cause,
            String reason) {}

    /** An officer before and after. */
    public record Load(long officerId, String officer, int tasks, BigDecimal before, BigDecimal after) {}

    /**
     * @param again the queue is empty: what was given out and not accepted, as if it queued anew
     * @param reasons of those nobody is found for, counted
     */
    public record Rehearsed(
            boolean again,
            int considered,
            int dispatched,
            int officers,
            Map<String, Integer> reasons,
            BigDecimal highest,
            BigDecimal mean,
            List<Row> rows,
            List<Load> loads) {}

    @Transactional(readOnly = true)
    public Rehearsed rehearse(DispatchLevers levers, int shown) {
        String scope = CurrentActor.get().scope();
        List<QueuedTask> queue = inputs.queue(scope, MOST);
        List<MovePlan.Held> held = queue.isEmpty() ? moves.unstarted(scope, false) : List.of();
        if (!held.isEmpty()) {
            queue = held.stream()
                    .map(MovePlan.Held::task)
                    .sorted(Comparator.comparing(QueuedTask::priority)
                            .reversed()
                            .thenComparing(QueuedTask::id))
                    .toList();
        }
        DispatchWorld world = inputs.world(
                queue, held.stream().map(MovePlan.Held::officerId).toList(), clock.instant(), levers.checked());
        inputs.forget(world, held, clock.instant());
        List<Decision> decisions = DispatchPlan.decide(queue, world);
        List<Load> loads = loads(decisions, world);
        Map<String, Integer> reasons = new TreeMap<>();
        decisions.stream().filter(d -> !d.found()).forEach(d -> reasons.merge(d.reason(), 1, Integer::sum));
        return new Rehearsed(
                !held.isEmpty(),
                decisions.size(),
                (int) decisions.stream().filter(Decision::found).count(),
                (int) loads.stream().filter(load -> load.tasks() > 0).count(),
                reasons,
                loads.stream().map(Load::after).max(Comparator.naturalOrder()).orElse(null),
                mean(loads),
                rows(decisions.subList(0, Math.min(shown, decisions.size()))),
                loads);
    }

    private static BigDecimal mean(List<Load> loads) {
        return loads.isEmpty()
                ? null
                : loads.stream()
                        .map(Load::after)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(loads.size()), 4, java.math.RoundingMode.HALF_UP);
    }

    private List<Load> loads(List<Decision> decisions, DispatchWorld world) {
        Map<Long, Long> given = decisions.stream()
                .filter(Decision::found)
                .collect(Collectors.groupingBy(d -> d.chosen().officerId(), Collectors.counting()));
        List<Officer> officers = DispatchPlan.weighed(decisions, world).stream()
                .filter(o -> o.available > 0)
                .toList();
        Map<Long, String> called =
                names.officers(officers.stream().map(Officer::id).toList());
        return officers.stream()
                .map(o -> new Load(
                        o.id(),
                        called.get(o.id()),
                        given.getOrDefault(o.id(), 0L).intValue(),
                        share(DispatchPolicy.saturation(new Officer(o.profile, world.levers))),
                        share(DispatchPolicy.saturation(o))))
                .sorted(Comparator.comparing(Load::tasks).reversed().thenComparing(Load::officerId))
                .toList();
    }

    private List<Row> rows(List<Decision> decisions) {
        Set<Long> officers = new HashSet<>();
        Set<Long> grids = new HashSet<>();
        decisions.forEach(d -> {
            if (d.found()) {
                officers.add(d.chosen().officerId());
                grids.add(d.chosen().slot().gridId());
            }
            d.ranked().stream().limit(2).forEach(c -> officers.add(c.officerId()));
        });
        Map<Long, String> called = names.officers(officers);
        Map<Long, String> gridNames = names.grids(grids);
        Map<Long, WorkNames.TaskName> tasks =
                names.tasks(decisions.stream().map(d -> d.task().id()).toList());
        List<Row> rows = new ArrayList<>();
        decisions.forEach(
                d -> rows.add(row(d, called, gridNames, tasks.get(d.task().id()))));
        return rows;
    }

    private static Row row(Decision d, Map<Long, String> officers, Map<Long, String> grids, WorkNames.TaskName task) {
        Candidate c = d.chosen();
        Candidate second = d.ranked().stream()
                .filter(each -> each.excluded() == null && (c == null || each.officerId() != c.officerId()))
                .findFirst()
                .orElse(null);
        return new Row(
                d.task().id(),
                task == null ? "" : task.title(),
                d.task().subjectId(),
                task == null ? "" : task.subjectName(),
                d.task().level(),
                d.task().matterType(),
                c == null ? null : c.officerId(),
                c == null ? null : officers.get(c.officerId()),
                c == null ? null : grids.get(c.slot().gridId()),
                c == null ? null : share(c.skill()),
                c == null ? null : share(c.saturation()),
                c != null && c.knows(),
                c == null ? null : BigDecimal.valueOf(c.score(), 6),
                second == null ? null : officers.get(second.officerId()),
                second == null ? null : BigDecimal.valueOf(second.score(), 6),
                d.candidates(),
                d.eligible(),
                d.cause(),
                d.reason());
    }

    static BigDecimal share(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, 4);
    }
}
