package io.yihu.task;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Takes in matters of all modules and merges those of one taxpayer that belong together. */
@Service
@RequiredArgsConstructor
public class MatterService {
    private static final Set<String> LEVELS = Set.of("HIGH", "MEDIUM", "LOW", "NONE");
    private final MatterTypes types;
    private final MatterWriting writing;
    private final MatterMerger merger;
    private final Deadlines deadlines;
    private final DispatchService dispatch;
    private final YihuClock clock;

    /**
     * Raises matters; one that was raised before (same source, reference and type) is left as it is.
     *
     * <p>HIGH ones are dispatched at once, the others by the nightly step. Among several, those about cancelled taxpayers are left
     * out and counted in the log; {@link #raiseOne} refuses.
     *
     * @return how many of them are new
     * @throws Refusal when a type, level or taxpayer is unknown, or a deadline is past: then none is raised
     */
    @Traced("task.matter.raise")
    public int raise(List<RaiseMatter> matters) {
        return raiseAll(matters);
    }

    /**
     * What a person raises by hand, dispatched at once when HIGH.
     *
     * @throws Refusal also when the taxpayer is cancelled or the matter stands already
     */
    @Traced("task.matter.open")
    public void raiseOne(RaiseMatter matter) {
        if (writing.ofLivingTaxpayers(List.of(matter)).isEmpty()) {
            throw Refusal.invalid("task.refused.cancelled");
        }
        if (raiseAll(List.of(matter)) == 0) {
            throw Refusal.conflict("task.refused.raised");
        }
    }

    private int raiseAll(List<RaiseMatter> matters) {
        Map<String, MatterType> known = types.all();
        Instant asked = clock.instant();
        matters.forEach(matter -> refuseUnknown(matter, known, asked));
        writing.lock();
        List<RaiseMatter> alive = writing.ofLivingTaxpayers(distinct(matters));
        List<RaiseMatter> fresh = writing.notYetRaised(alive);
        Trail.note("cancelled", distinct(matters).size() - alive.size());
        Trail.object("matter", matters.size() == 1 ? matters.get(0).sourceRef() : "batch");
        Trail.note("offered", matters.size());
        Trail.note("raised", fresh.size());
        if (matters.size() == 1) {
            Trail.subject(matters.get(0).subjectId());
        }
        if (fresh.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        Map<String, MatterWriting.Due> due = fresh.stream()
                .map(RaiseMatter::typeCode)
                .distinct()
                .collect(Collectors.toMap(
                        code -> code,
                        code -> new MatterWriting.Due(
                                deadlines.due(known.get(code), now), deadlines.firstActionDue(known.get(code), now))));
        writing.insert(merger.merge(fresh, known, now), due, now);
        if (fresh.stream().anyMatch(matter -> matter.level().equals("HIGH"))) {
            dispatch.dispatchUrgent();
        }
        return fresh.size();
    }

    private static void refuseUnknown(RaiseMatter matter, Map<String, MatterType> known, Instant now) {
        if (!known.containsKey(matter.typeCode())) {
            throw Refusal.invalid("task.refused.type", matter.typeCode());
        }
        if (!LEVELS.contains(matter.level())) {
            throw Refusal.invalid("task.refused.level", matter.level());
        }
        if (matter.title() == null || matter.title().isBlank()) {
            throw Refusal.invalid("task.refused.title");
        }
        if (matter.dueAt() != null && !matter.dueAt().isAfter(now)) {
            throw Refusal.invalid("task.refused.duePast");
        }
    }

    private static List<RaiseMatter> distinct(List<RaiseMatter> matters) {
        Map<List<Object>, RaiseMatter> once = new LinkedHashMap<>();
        matters.forEach(matter -> once.putIfAbsent(
                List.of(matter.subjectId(), matter.source(), matter.sourceRef(), matter.typeCode()), matter));
        return List.copyOf(once.values());
    }
}
