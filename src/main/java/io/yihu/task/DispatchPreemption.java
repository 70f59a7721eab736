package io.yihu.task;

import io.yihu.task.DispatchPlan.Decision;
import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Ties;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A HIGH task that finds everybody full sends LOW ones its officer has not accepted back into the queue. */
@Component
@RequiredArgsConstructor
class DispatchPreemption {
    private final JdbcClient jdbc;

    /** A task that goes back into the queue. */
    record Displaced(long id, long subjectId, long officerId, long minutes) {}

    /** Fills decisions about HIGH tasks that found no room; what has to make way is locked and returned. */
    List<Displaced> makeRoom(List<Decision> decisions, DispatchWorld world) {
        List<Integer> wanting = new ArrayList<>();
        List<Long> officers = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            Decision each = decisions.get(i);
            if (world.levers.preempt() && !each.found() && each.task().level().equals("HIGH")) {
                wanting.add(i);
                full(each).forEach(candidate -> officers.add(candidate.officerId()));
            }
        }
        if (officers.isEmpty()) {
            return List.of();
        }
        Map<Long, Deque<Displaced>> yielding = yielding(officers);
        List<Displaced> displaced = new ArrayList<>();
        for (int i : wanting) {
            for (Candidate candidate : full(decisions.get(i))) {
                List<Displaced> given = room(decisions.get(i), candidate, world, yielding);
                if (!given.isEmpty()) {
                    displaced.addAll(given);
                    decisions.set(i, taken(decisions.get(i), candidate, world));
                    break;
                }
            }
        }
        return displaced;
    }

    private static List<Candidate> full(Decision decision) {
        return decision.ranked().stream()
                .filter(candidate -> DispatchPolicy.SATURATED.equals(candidate.excluded()))
                .toList();
    }

    private static Decision taken(Decision was, Candidate candidate, DispatchWorld world) {
        QueuedTask task = was.task();
        Candidate now = DispatchPolicy.weigh(
                task.id(),
                task.minutes(),
                candidate.slot(),
                new Ties(false, candidate.knows(), candidate.sameOrder()),
                world.levers);
        world.take(task, candidate.officerId());
        return new Decision(task, was.ranked(), was.candidates(), was.eligible(), now, "PREEMPTED", null);
    }

    /** What makes way at this officer, least urgent first; nothing when all of it together is not enough. */
    private static List<Displaced> room(
            Decision decision, Candidate candidate, DispatchWorld world, Map<Long, Deque<Displaced>> yielding) {
        Officer officer = candidate.slot().officer();
        Deque<Displaced> may = yielding.getOrDefault(officer.id(), new ArrayDeque<>());
        List<Displaced> given = new ArrayList<>();
        while (!DispatchPolicy.hasRoom(officer, decision.task().minutes(), world.levers) && !may.isEmpty()) {
            Displaced next = may.poll();
            given.add(next);
            officer.give(next.minutes());
        }
        if (!DispatchPolicy.hasRoom(officer, decision.task().minutes(), world.levers)) {
            given.forEach(each -> {
                officer.take(each.minutes());
                may.push(each);
            });
            return List.of();
        }
        return given;
    }

    private Map<Long, Deque<Displaced>> yielding(List<Long> officers) {
        Map<Long, Deque<Displaced>> yielding = new HashMap<>();
        jdbc.sql("""
                        select t.id, t.subject_id, t.officer_id, (t.standard_minutes * t.priority * 100)::bigint as minutes
                        from task.task t
                        where t.state = 'DISPATCHED' and t.accepted_at is null and t.closed_at is null and t.level in ('LOW', 'NONE')
                          and t.step is null and t.officer_id = any (?)
                          and not exists (select from task.task o where o.work_order_id = t.work_order_id and o.id <> t.id
                            and o.closed_at is null)
                        order by t.priority, t.due_at desc, t.id for update skip locked""")
                .params((Object) officers.stream().distinct().toArray(Long[]::new))
                .query(Displaced.class)
                .list()
                .forEach(each -> yielding.computeIfAbsent(each.officerId(), id -> new ArrayDeque<>())
                        .add(each));
        return yielding;
    }
}
