package io.yihu.task;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who gets a task: S(o) = skill weight · skill + room weight · (1 − saturation) + continuity weight · continuity, after the
 * exclusions; ties go to the lowest open count, then to the smallest hash of task and officer. Whole numbers throughout: shares
 * in ten-thousandths, scores in millionths, minutes in hundredths. The same inputs always give the same officer.
 */
final class DispatchPolicy {
    static final int ONE = 10_000;
    private static final int CEILING = 15_000;
    static final String SATURATED = "SATURATED";

    /** Best first, the excluded ones at the end. */
    static final Comparator<Candidate> BEST = Comparator.comparing((Candidate c) -> c.excluded() != null)
            .thenComparing(c -> !c.sameOrder())
            .thenComparing(Candidate::score, Comparator.reverseOrder())
            .thenComparing(Candidate::openCount)
            .thenComparing(Candidate::tieHash, Long::compareUnsigned);

    private DispatchPolicy() {}

    /** What is known of an officer before anything is given out. */
    record Profile(
            long id,
            int minutesPerDay,
            String status,
            boolean unavailable,
            boolean certified,
            Set<String> duties,
            Map<String, Integer> skills,
            int capacityPct,
            int overdue,
            long openMinutes,
            int openCount) {}

    /** One officer as the dispatch sees him; open work grows while a batch is dispatched. */
    static final class Officer {
        final Profile profile;
        /** Minutes of the horizon, for all grids together. */
        final int available;

        long load;
        int openCount;
        /** Grows with every change of the load: what was computed before is stale. */
        int changes;

        Officer(Profile profile, DispatchLevers levers) {
            this.profile = profile;
            this.available =
                    Math.min(100, profile.capacityPct()) * profile.minutesPerDay() * levers.horizonDays() / 100;
            this.load = profile.openMinutes();
            this.openCount = profile.openCount();
        }

        long id() {
            return profile.id();
        }

        void take(long minutes) {
            change(minutes, 1);
        }

        void give(long minutes) {
            change(-minutes, -1);
        }

        private void change(long minutes, int count) {
            load += minutes;
            openCount += count;
            changes++;
        }
    }

    /** An officer reached through a grid, for one kind of matter; {@code standing} excludes him whatever the taxpayer. */
    record Slot(Officer officer, long gridId, int skill, String standing) {}

    /** What stands between an officer and one task. */
    record Ties(boolean avoids, boolean knows, boolean sameOrder) {
        static final Ties NONE = new Ties(false, false, false);
    }

    /** An officer weighed, with every input of the formula. */
    record Candidate(
            Slot slot,
            int skill,
            long openMinutes,
            int openCount,
            int saturation,
            boolean knows,
            long score,
            long tieHash,
            String excluded,
            boolean sameOrder) {
        long officerId() {
            return slot.officer().id();
        }
    }

    static Candidate weigh(long taskId, long minutes, Slot slot, Ties ties, DispatchLevers levers) {
        Officer o = slot.officer();
        return new Candidate(
                slot,
                slot.skill(),
                o.load,
                o.openCount,
                saturation(o),
                ties.knows(),
                score(slot, ties.knows(), levers),
                hash(taskId, o.id()),
                excluded(slot, ties, minutes, levers),
                ties.sameOrder());
    }

    static long score(Slot slot, boolean knows, DispatchLevers levers) {
        return (long) levers.skillPct() * slot.skill()
                + (long) levers.roomPct() * (ONE - saturation(slot.officer()))
                + (knows ? (long) levers.continuityPct() * ONE : 0);
    }

    /** Open minutes over available ones, 0 to 1.5; the ceiling without any capacity. */
    static int saturation(Officer o) {
        if (o.available <= 0) {
            return CEILING;
        }
        long rounded = (2 * o.load * 100 + o.available) / (2L * o.available);
        return (int) Math.max(0, Math.min(CEILING, rounded));
    }

    /** Whether one more task may be given to the officer. */
    static boolean hasRoom(Officer o, long minutes, DispatchLevers levers) {
        return levers.hardCap()
                ? o.load + minutes <= (long) o.available * levers.fullPct()
                : saturation(o) < levers.fullPct() * 100;
    }

    private static String excluded(Slot slot, Ties ties, long minutes, DispatchLevers levers) {
        if (ties.avoids()) {
            return "AVOIDANCE";
        }
        if (slot.standing() != null) {
            return slot.standing();
        }
        return !ties.sameOrder() && !hasRoom(slot.officer(), minutes, levers) ? SATURATED : null;
    }

    /** Best required tag over five; nothing asked is full skill, a missing mandatory tag is none. */
    static int skill(MatterType type, Map<String, Integer> skills) {
        if (!skills.keySet().containsAll(type.mandatoryTags())) {
            return 0;
        }
        if (type.skillTags().isEmpty()) {
            return ONE;
        }
        int best = 0;
        for (String tag : type.skillTags()) {
            best = Math.max(best, skills.getOrDefault(tag, 0));
        }
        return best * ONE / 5;
    }

    /** Why the officer gets nothing of this kind, null when nothing stands in the way. */
    static String standing(MatterType type, Officer officer, DispatchLevers levers) {
        Profile o = officer.profile;
        if (!o.status().equals("ON_DUTY")) {
            return "OFF_DUTY";
        }
        if (o.unavailable()) {
            return "UNAVAILABLE";
        }
        if (type.needsCert() && !o.certified()) {
            return "NO_CERTIFICATE";
        }
        if (!o.duties().isEmpty() && !o.duties().contains(type.dutyCode())) {
            return "NO_DUTY";
        }
        if (!o.skills().keySet().containsAll(type.mandatoryTags())) {
            return "NO_SKILL";
        }
        if (officer.available <= 0) {
            return "NO_CAPACITY";
        }
        return levers.gateOverdue() > 0 && o.overdue() >= levers.gateOverdue() ? "ROTTING" : null;
    }

    /** Spreads ties evenly and always the same way (the finaliser of SplitMix64). */
    static long hash(long taskId, long officerId) {
        long z = taskId * 0x9E3779B97F4A7C15L + officerId;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static List<Candidate> rank(List<Candidate> candidates) {
        return candidates.stream().sorted(BEST).toList();
    }
}
