package io.yihu.risk.model;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.risk.model.ModelSpec.Kind;
import io.yihu.risk.model.ModelSpec.Row;
import io.yihu.risk.model.ModelSpec.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What is wrong with condition trees: their shape, what they ask for, units, circles. */
@Component
@RequiredArgsConstructor
class RuleCheck {
    private static final int DEEPEST = 4;
    private final Definitions definitions;

    void rule(Rule rule, ModelSpec spec, List<Problem> found) {
        if (rule.name() == null || !rule.name().matches("[\\p{IsHan}A-Za-z0-9·_（）-]{2,30}")) {
            found.add(new Problem("risk.spec.ruleName", rule.name() == null ? "" : rule.name()));
        }
        boolean fits = switch (rule.effect()) {
            case POINTS -> rule.amount() > 0 && rule.amount() <= 100;
            case FLOOR -> rule.amount() > 0 && rule.amount() <= 100;
            case HARD -> true;
        };
        if (!fits) {
            found.add(new Problem("risk.spec.amount", rule.name()));
        }
        if (rule.rows().isEmpty()) {
            found.add(new Problem("risk.spec.noRows", rule.name()));
        }
        int before = -1;
        boolean group = true;
        for (int i = 0; i < rule.rows().size(); i++) {
            Row row = rule.rows().get(i);
            boolean places = row.depth() == 0
                    || row.depth() <= before
                    || row.depth() == before + 1 && group && row.depth() <= DEEPEST;
            boolean closed = i == 0 || row.depth() > before || !group;
            if (row.depth() < 0 || i == 0 && row.depth() != 0 || !places || !closed) {
                found.add(new Problem("risk.spec.tree", rule.name(), i + 1));
            }
            before = row.depth();
            group = isGroup(row);
            row(rule, row, i + 1, spec, found);
        }
        if (!rule.rows().isEmpty() && group) {
            found.add(new Problem("risk.spec.tree", rule.name(), rule.rows().size()));
        }
    }

    private static boolean isGroup(Row row) {
        return row.kind() == Kind.ALL || row.kind() == Kind.ANY || row.kind() == Kind.NOT;
    }

    private void row(Rule rule, Row row, int number, ModelSpec spec, List<Problem> found) {
        String at = rule.name();
        switch (row.kind()) {
            case COMPARE -> {
                unit(row.code(), at, number, found);
                if (row.value() == null || row.op() == null) {
                    found.add(new Problem("risk.spec.noValue", at, number));
                }
            }
            case AGAINST -> {
                String left = unit(row.code(), at, number, found);
                String right = unit(row.other(), at, number, found);
                if (left != null && right != null && !left.equals(right)) {
                    found.add(new Problem("risk.spec.units", at, number, row.code(), row.other()));
                }
                if (row.op() == null || row.value() != null && row.value() <= 0) {
                    found.add(new Problem("risk.spec.noValue", at, number));
                }
            }
            case MISSING -> unit(row.code(), at, number, found);
            case EVENT -> {
                if (!CompiledModel.EVENT_ITEMS.contains(row.code())
                        || row.value() == null
                        || row.value() < 1
                        || row.value() > 36) {
                    found.add(new Problem("risk.spec.event", at, number));
                }
            }
            case HITS -> {
                if (row.value() == null
                        || row.value() < 1
                        || row.value() > spec.lines().size()
                        || row.value() != Math.rint(row.value())) {
                    found.add(new Problem(
                            "risk.spec.hits", at, number, spec.lines().size()));
                }
            }
            case RULE -> {
                if (spec.rules().stream().noneMatch(r -> r.name().equals(row.code()))) {
                    found.add(new Problem("risk.spec.noRule", at, number, row.code() == null ? "" : row.code()));
                }
            }
            default -> {}
        }
    }

    private String unit(String code, String at, int number, List<Problem> found) {
        IndicatorDefinition known =
                code == null ? null : definitions.indicator(code).orElse(null);
        if (known == null) {
            found.add(new Problem("risk.spec.rowUnknown", at, number, code == null ? "" : code));
            return null;
        }
        return known.unit();
    }

    /** A rule that asks, over however many others, for itself has no answer. */
    static void circle(ModelSpec spec, List<Problem> found) {
        Map<String, List<String>> asks = new HashMap<>();
        spec.rules()
                .forEach(rule -> asks.put(
                        rule.name(),
                        rule.rows().stream()
                                .filter(row -> row.kind() == Kind.RULE && row.code() != null)
                                .map(Row::code)
                                .toList()));
        for (Rule rule : spec.rules()) {
            Set<String> reached = new HashSet<>();
            List<String> next = new ArrayList<>(asks.getOrDefault(rule.name(), List.of()));
            while (!next.isEmpty()) {
                String name = next.remove(next.size() - 1);
                if (reached.add(name)) {
                    next.addAll(asks.getOrDefault(name, List.of()));
                }
            }
            if (reached.contains(rule.name())) {
                found.add(new Problem("risk.spec.circle", rule.name()));
            }
        }
    }
}
