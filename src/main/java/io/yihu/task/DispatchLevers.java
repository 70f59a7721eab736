package io.yihu.task;

import io.yihu.platform.Refusal;

/**
 * The levers of the dispatch, as percentages where not said otherwise.
 *
 * @param version 0 are the documented defaults
 * @param skillPct weight of the best required skill, with {@code roomPct} and {@code continuityPct} 100 together
 * @param horizonDays working days whose minutes an officer's open work is held against
 * @param fullPct saturation at which nothing more is given
 * @param hardCap a task must fit under {@code fullPct} with its own minutes; otherwise the last one may reach beyond
 * @param gateOverdue so many open tasks overdue by more than {@code gateDays} days shut the gate; 0 is no gate
 * @param preempt a HIGH task without room sends unaccepted LOW ones of its officer back into the queue
 */
public record DispatchLevers(
        int version,
        int skillPct,
        int roomPct,
        int continuityPct,
        int horizonDays,
        int fullPct,
        boolean hardCap,
        int gateOverdue,
        int gateDays,
        boolean preempt) {
    public static final DispatchLevers DEFAULT = new DispatchLevers(0, 50, 40, 10, 5, 120, false, 20, 30, true);

    /** Refuses what makes no policy. */
    public DispatchLevers checked() {
        boolean weights = skillPct >= 0 && roomPct >= 0 && continuityPct >= 0;
        if (!weights || skillPct + roomPct + continuityPct != 100) {
            throw Refusal.invalid("task.refused.weights");
        }
        within(horizonDays, 1, 20, "task.refused.horizon");
        within(fullPct, 50, 150, "task.refused.full");
        within(gateOverdue, 0, 1000, "task.refused.gate");
        within(gateDays, 0, 365, "task.refused.gate");
        return this;
    }

    /** Whether both decide alike, whatever their numbers. */
    public boolean sameAs(DispatchLevers other) {
        return as(0).equals(other.as(0));
    }

    DispatchLevers as(int number) {
        return new DispatchLevers(
                number,
                skillPct,
                roomPct,
                continuityPct,
                horizonDays,
                fullPct,
                hardCap,
                gateOverdue,
                gateDays,
                preempt);
    }

    private static void within(int value, int least, int most, String key) {
        if (value < least || value > most) {
            throw Refusal.invalid(key, least, most);
        }
    }
}
