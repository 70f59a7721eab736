package io.yihu.task;

import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Slot;
import io.yihu.task.DispatchPolicy.Ties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Pure plans that move tasks between officers: to one person, to whoever is best, or until nobody is much fuller than the rest. */
final class MovePlan {
    private MovePlan() {}

    /** A task and who has it. */
    record Held(QueuedTask task, long officerId, String state) {}

    /** A task with its new officer, or the reason why it stays. */
    record Move(Held held, Candidate to, String refused) {}

    /** Every task to one officer, as far as grids, duties, certificate, avoidance and room allow. */
    static List<Move> toOne(List<Held> tasks, long officer, DispatchWorld world, boolean evenWhenFull) {
        List<Move> moves = new ArrayList<>();
        for (Held held : tasks) {
            Slot slot = world.pool(held.task()).of(officer);
            if (held.officerId() == officer) {
                moves.add(new Move(held, null, "SAME"));
            } else if (slot == null) {
                moves.add(new Move(held, null, "NOT_MEMBER"));
            } else {
                Candidate weighed = weigh(held, slot, world);
                boolean full = DispatchPolicy.SATURATED.equals(weighed.excluded());
                boolean may = weighed.excluded() == null || full && evenWhenFull;
                moves.add(may ? moved(held, weighed, world) : new Move(held, null, weighed.excluded()));
            }
        }
        return moves;
    }

    /** Every task to the best officer but the one who has it. */
    static List<Move> toTheBest(List<Held> tasks, DispatchWorld world) {
        List<Move> moves = new ArrayList<>();
        for (Held held : tasks) {
            Candidate best = world.pool(held.task()).slots().stream()
                    .filter(slot -> slot.officer().id() != held.officerId())
                    .map(slot -> weigh(held, slot, world))
                    .min(DispatchPolicy.BEST)
                    .orElse(null);
            moves.add(
                    best == null
                            ? new Move(held, null, "NO_MEMBER")
                            : best.excluded() != null
                                    ? new Move(held, null, best.excluded())
                                    : moved(held, best, world));
        }
        return moves;
    }

    /** The fullest gives to the emptiest who can do it as well, while that leaves the receiver less full than the giver was. */
    static List<Move> balanced(List<Held> tasks, DispatchWorld world) {
        Map<Long, List<Held>> byOfficer = new HashMap<>();
        tasks.forEach(held -> byOfficer
                .computeIfAbsent(held.officerId(), id -> new ArrayList<>())
                .add(held));
        PriorityQueue<Long> fullest = new PriorityQueue<>(
                Comparator.comparingInt((Long id) -> -DispatchPolicy.saturation(world.officers.get(id)))
                        .thenComparingLong(id -> id));
        byOfficer.keySet().stream().filter(world.officers::containsKey).forEach(fullest::add);
        List<Move> moves = new ArrayList<>();
        while (!fullest.isEmpty()) {
            long giver = fullest.poll();
            Move move = lighten(byOfficer.get(giver), world);
            if (move != null) {
                moves.add(move);
                byOfficer.get(giver).remove(move.held());
                fullest.add(giver);
            }
        }
        return moves;
    }

    private static Move lighten(List<Held> tasks, DispatchWorld world) {
        Move best = null;
        int gain = 0;
        for (Held held : tasks) {
            DispatchPool pool = world.pool(held.task());
            Slot own = pool.of(held.officerId());
            Officer giver = world.officers.get(held.officerId());
            for (Slot slot : pool.slots()) {
                Officer taker = slot.officer();
                boolean better = taker != giver
                        && slot.standing() == null
                        && (own == null || slot.skill() >= own.skill())
                        && !avoids(held, taker, world)
                        && DispatchPolicy.hasRoom(taker, held.task().minutes(), world.levers);
                int relief = better
                        ? DispatchPolicy.saturation(giver)
                                - after(taker, held.task().minutes())
                        : 0;
                if (relief > gain) {
                    gain = relief;
                    best = new Move(
                            held,
                            DispatchPolicy.weigh(
                                    held.task().id(), held.task().minutes(), slot, Ties.NONE, world.levers),
                            null);
                }
            }
        }
        return best == null ? null : moved(best.held(), best.to(), world);
    }

    private static int after(Officer officer, long minutes) {
        return (int) Math.min(Integer.MAX_VALUE, (officer.load + minutes) * 100 / Math.max(1, officer.available));
    }

    private static boolean avoids(Held held, Officer officer, DispatchWorld world) {
        return world.avoidedBy
                .getOrDefault(held.task().subjectId(), java.util.Set.of())
                .contains(officer.id());
    }

    /** An open order is no reason to stay: it is being moved. */
    private static Candidate weigh(Held held, Slot slot, DispatchWorld world) {
        Ties ties = world.related(held.task()).getOrDefault(slot.officer().id(), Ties.NONE);
        return DispatchPolicy.weigh(
                held.task().id(),
                held.task().minutes(),
                slot,
                new Ties(ties.avoids(), ties.knows(), false),
                world.levers);
    }

    private static Move moved(Held held, Candidate to, DispatchWorld world) {
        Officer giver = world.officers.get(held.officerId());
        if (giver != null && !held.state().equals("SUSPENDED")) {
            giver.give(held.task().minutes());
        }
        to.slot().officer().take(held.task().minutes());
        return new Move(held, to, null);
    }
}
