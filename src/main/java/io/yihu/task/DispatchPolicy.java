package io.yihu.task;

import io.yihu.grid.SaturationPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who gets a task: S(o) = 0.5·skill + 0.4·(1 − saturation) + 0.1·continuity, after the exclusions; ties go to the lowest
 * open count, then to the smallest hash of task and officer. The same inputs always give the same officer.
 */
final class DispatchPolicy {
    private static final BigDecimal SKILL = new BigDecimal("0.5");
    private static final BigDecimal ROOM = new BigDecimal("0.4");
    private static final BigDecimal CONTINUITY = new BigDecimal("0.1");

    private DispatchPolicy() {}

    /** One officer as the dispatch sees him; open work grows while a batch is dispatched. */
    static final class Officer {
        final long id;
        final int minutesPerDay;
        final String status;
        final boolean unavailable;
        final boolean certified;
        final Set<String> duties;
        final Map<String, Integer> skills;
        final int capacityPct;
        BigDecimal openMinutes;
        int openCount;

        Officer(
                long id,
                int minutesPerDay,
                String status,
                boolean unavailable,
                boolean certified,
                Set<String> duties,
                Map<String, Integer> skills,
                int capacityPct,
                BigDecimal openMinutes,
                int openCount) {
            this.id = id;
            this.minutesPerDay = minutesPerDay;
            this.status = status;
            this.unavailable = unavailable;
            this.certified = certified;
            this.duties = duties;
            this.skills = skills;
            this.capacityPct = capacityPct;
            this.openMinutes = openMinutes;
            this.openCount = openCount;
        }

        void take(BigDecimal minutes) {
            openMinutes = openMinutes.add(minutes);
            openCount++;
        }
    }

    /** A task with what its type asks for. */
    record Ask(long taskId, MatterType type, BigDecimal weightedMinutes) {}

    /** An officer reached through a grid, and what is between him and this taxpayer. */
    record Option(Officer officer, long gridId, boolean avoids, boolean knows, boolean sameOrder) {}

    /** An officer weighed, with every input of the formula. */
    record Candidate(
            long officerId,
            long gridId,
            BigDecimal skill,
            BigDecimal openMinutes,
            int openCount,
            int capacityPct,
            int availableMinutes,
            BigDecimal saturation,
            BigDecimal continuity,
            BigDecimal score,
            String tieHash,
            String excluded,
            boolean sameOrder) {}

    /** All candidates, best first, the excluded ones at the end. */
    static List<Candidate> rank(Ask ask, List<Option> options) {
        List<Candidate> candidates = new ArrayList<>();
        options.forEach(option -> candidates.add(weigh(ask, option)));
        candidates.sort(Comparator.comparing((Candidate c) -> c.excluded() != null)
                .thenComparing(c -> !c.sameOrder())
                .thenComparing(Candidate::score, Comparator.reverseOrder())
                .thenComparing(Candidate::openCount)
                .thenComparing(Candidate::tieHash));
        return candidates;
    }

    private static Candidate weigh(Ask ask, Option option) {
        Officer o = option.officer();
        BigDecimal skill = skill(ask.type(), o.skills);
        BigDecimal saturation = SaturationPolicy.saturation(o.openMinutes, o.capacityPct, o.minutesPerDay);
        BigDecimal continuity = option.knows() ? BigDecimal.ONE : BigDecimal.ZERO;
        BigDecimal score = SKILL.multiply(skill)
                .add(ROOM.multiply(BigDecimal.ONE.subtract(saturation)))
                .add(CONTINUITY.multiply(continuity))
                .setScale(6, RoundingMode.HALF_UP);
        return new Candidate(
                o.id,
                option.gridId(),
                skill,
                o.openMinutes,
                o.openCount,
                o.capacityPct,
                SaturationPolicy.available(o.capacityPct, o.minutesPerDay),
                saturation,
                continuity,
                score,
                hash(ask.taskId(), o.id),
                excluded(ask, option, saturation),
                option.sameOrder());
    }

    /** Best required tag over five; nothing asked is full skill, a missing mandatory tag is none. */
    static BigDecimal skill(MatterType type, Map<String, Integer> skills) {
        if (!skills.keySet().containsAll(type.mandatoryTags())) {
            return BigDecimal.ZERO.setScale(4);
        }
        if (type.skillTags().isEmpty()) {
            return BigDecimal.ONE.setScale(4);
        }
        int best = type.skillTags().stream()
                .mapToInt(tag -> skills.getOrDefault(tag, 0))
                .max()
                .orElse(0);
        return BigDecimal.valueOf(best).divide(BigDecimal.valueOf(5), 4, RoundingMode.HALF_UP);
    }

    private static String excluded(Ask ask, Option option, BigDecimal saturation) {
        Officer o = option.officer();
        if (option.avoids()) {
            return "AVOIDANCE";
        }
        if (!o.status.equals("ON_DUTY")) {
            return "OFF_DUTY";
        }
        if (o.unavailable) {
            return "UNAVAILABLE";
        }
        if (ask.type().needsCert() && !o.certified) {
            return "NO_CERTIFICATE";
        }
        if (!o.duties.isEmpty() && !o.duties.contains(ask.type().dutyCode())) {
            return "NO_DUTY";
        }
        if (o.capacityPct == 0 || o.minutesPerDay == 0) {
            return "NO_CAPACITY";
        }
        return saturation.compareTo(SaturationPolicy.FULL) >= 0 && !option.sameOrder() ? "SATURATED" : null;
    }

    static String hash(long taskId, long officerId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((taskId + "|" + officerId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
