package io.yihu.risk.model;

import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Rule;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** How far a province may move what the national model says. */
@Component
class VariantBounds {
    /** What a local variant changes beyond the bounds its national model allows. */
    List<Problem> beyond(ModelSpec variant, ModelSpec base) {
        List<Problem> found = new ArrayList<>();
        double bound = base.bound();
        for (Line national : base.lines()) {
            Line local = variant.line(national.code());
            if (local == null || local.hard() != national.hard() || local.inclusive() != national.inclusive()) {
                found.add(new Problem("risk.spec.localMissing", national.code()));
            } else if (far(local.warn(), national.warn(), bound)
                    || far(local.high(), national.high(), bound)
                    || far(local.lowWarn(), national.lowWarn(), bound)
                    || far(local.lowHigh(), national.lowHigh(), bound)
                    || far(local.weight(), national.weight(), bound)) {
                found.add(new Problem("risk.spec.localFar", national.code(), bound));
            }
            if (local != null) {
                boolean overrides = local.overrides().stream()
                        .anyMatch(o -> far(o.warn(), o.warn() == null ? null : national.warn(), bound)
                                || far(o.high(), o.high() == null ? null : national.high(), bound)
                                || far(o.weight(), o.weight() == null ? null : (Double) national.weight(), bound));
                if (overrides && !local.overrides().equals(national.overrides())) {
                    found.add(new Problem("risk.spec.localFar", national.code(), bound));
                }
            }
        }
        for (Rule rule : base.rules()) {
            if (!variant.rules().contains(rule)) {
                found.add(new Problem("risk.spec.localRule", rule.name()));
            }
        }
        if (variant.lowFrom() != base.lowFrom()
                || variant.mediumFrom() != base.mediumFrom()
                || variant.highFrom() != base.highFrom()
                || variant.coolDown() < base.coolDown()
                || variant.approvals() < base.approvals()) {
            found.add(new Problem("risk.spec.localBands"));
        }
        return found;
    }

    private static boolean far(Double local, Double national, double bound) {
        if (local == null || national == null) {
            return local != null || national != null;
        }
        return Math.abs(local - national) > bound * Math.abs(national) + 1e-12;
    }
}
