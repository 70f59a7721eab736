package io.yihu.risk.model;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Says everything that is wrong with a model before anybody is asked to approve it. */
@Component
@RequiredArgsConstructor
public class SpecCheck {
    private final Definitions definitions;
    private final RuleCheck rules;

    public List<Problem> problems(ModelSpec spec) {
        List<Problem> found = new ArrayList<>();
        head(spec, found);
        Set<String> codes = new HashSet<>();
        for (Line line : spec.lines()) {
            if (!codes.add(line.code())) {
                found.add(new Problem("risk.spec.twice", line.code()));
            }
            line(line, found);
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : spec.rules()) {
            if (!names.add(rule.name())) {
                found.add(new Problem("risk.spec.twice", rule.name()));
            }
            rules.rule(rule, spec, found);
        }
        RuleCheck.circle(spec, found);
        return found;
    }

    private static void head(ModelSpec spec, List<Problem> found) {
        if (spec.titleZh() == null || spec.titleZh().isBlank() || spec.titleZh().length() > 60) {
            found.add(new Problem("risk.spec.noTitle"));
        }
        if (spec.lines().isEmpty() && spec.rules().isEmpty()) {
            found.add(new Problem("risk.spec.empty"));
        }
        if (!(0 < spec.lowFrom()
                && spec.lowFrom() < spec.mediumFrom()
                && spec.mediumFrom() < spec.highFrom()
                && spec.highFrom() <= 100)) {
            found.add(new Problem("risk.spec.bands"));
        }
        if (spec.coolDown() < 1 || spec.coolDown() > VectorReader.MOST_BEFORE + 1) {
            found.add(new Problem("risk.spec.coolDown", VectorReader.MOST_BEFORE + 1));
        }
        if (spec.approvals() < 1 || spec.approvals() > 5) {
            found.add(new Problem("risk.spec.approvals"));
        }
        if (!(spec.bound() >= 0 && spec.bound() <= 1)) {
            found.add(new Problem("risk.spec.bound"));
        }
    }

    private void line(Line line, List<Problem> found) {
        IndicatorDefinition known = definitions.indicator(line.code()).orElse(null);
        if (known == null) {
            found.add(new Problem("risk.spec.unknown", line.code()));
            return;
        }
        if (known.direction() != line.direction()) {
            found.add(new Problem("risk.spec.direction", line.code()));
        }
        if (!(line.weight() >= 0 && line.weight() <= 100)) {
            found.add(new Problem("risk.spec.weight", line.code()));
        }
        if (line.hard() && known.hard() == null) {
            found.add(new Problem("risk.spec.noHard", line.code()));
        }
        order(line.code(), line, line.warn(), line.high(), line.lowWarn(), line.lowHigh(), found);
        line.overrides().forEach(o -> {
            if (!(o.industry() + o.division()).matches("\\d+")
                    || o.industry().length() > 4
                    || o.division().length() > 6) {
                found.add(new Problem("risk.spec.override", line.code()));
            }
            order(
                    line.code(),
                    line,
                    o.warn() == null ? line.warn() : o.warn(),
                    o.high() == null ? line.high() : o.high(),
                    o.lowWarn() == null ? line.lowWarn() : o.lowWarn(),
                    o.lowHigh() == null ? line.lowHigh() : o.lowHigh(),
                    found);
            if (o.weight() != null && !(o.weight() >= 0 && o.weight() <= 100)) {
                found.add(new Problem("risk.spec.weight", line.code()));
            }
        });
    }

    private static void order(
            String code, Line line, Double warn, Double high, Double lowWarn, Double lowHigh, List<Problem> found) {
        boolean wrong = switch (line.direction()) {
            case H -> warn != null && high != null && high < warn;
            case L -> warn != null && high != null && high > warn;
            case O ->
                warn != null && high != null && high < warn
                        || lowWarn != null && lowHigh != null && lowHigh > lowWarn
                        || warn != null && lowWarn != null && lowWarn > warn;
            case B -> false;
        };
        if (wrong) {
            found.add(new Problem("risk.spec.order", code));
        }
        if (warn == null && high == null && lowWarn == null && lowHigh == null) {
            found.add(new Problem("risk.spec.noThreshold", code));
        }
    }
}
