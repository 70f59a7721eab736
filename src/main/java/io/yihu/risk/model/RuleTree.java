package io.yihu.risk.model;

import io.yihu.indicator.RuleNode;
import io.yihu.risk.model.ModelSpec.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Turns the rows of a rule into a tree of nodes over columns. */
final class RuleTree {
    private final List<Row> rows;
    private final ToIntFunction<String> place;
    private final ToIntFunction<String> eventPlace;
    private final java.util.function.Function<String, RuleNode> rules;
    private int at;

    private RuleTree(
            List<Row> rows,
            ToIntFunction<String> place,
            ToIntFunction<String> eventPlace,
            java.util.function.Function<String, RuleNode> rules) {
        this.rows = rows;
        this.place = place;
        this.eventPlace = eventPlace;
        this.rules = rules;
    }

    /** Several rows at the top stand together: all of them. */
    static RuleNode of(
            List<Row> rows,
            ToIntFunction<String> place,
            ToIntFunction<String> eventPlace,
            java.util.function.Function<String, RuleNode> rules) {
        return RuleNode.all(new RuleTree(rows, place, eventPlace, rules).level(0));
    }

    private List<RuleNode> level(int depth) {
        List<RuleNode> nodes = new ArrayList<>();
        while (at < rows.size() && rows.get(at).depth() == depth) {
            nodes.add(node(rows.get(at++)));
        }
        return nodes;
    }

    private RuleNode node(Row row) {
        return switch (row.kind()) {
            case ALL -> RuleNode.all(level(row.depth() + 1));
            case ANY -> RuleNode.any(level(row.depth() + 1));
            case NOT -> RuleNode.not(RuleNode.all(level(row.depth() + 1)));
            case COMPARE -> {
                int column = place.applyAsInt(row.code());
                yield column < 0 ? RuleNode.unknown() : RuleNode.compare(column, operator(row), row.value());
            }
            case AGAINST -> {
                int column = place.applyAsInt(row.code());
                int other = place.applyAsInt(row.other());
                yield column < 0 || other < 0
                        ? RuleNode.unknown()
                        : RuleNode.against(column, operator(row), row.value() == null ? 1 : row.value(), other);
            }
            case MISSING -> {
                int column = place.applyAsInt(row.code());
                yield column < 0 ? RuleNode.unknown() : RuleNode.missing(column);
            }
            case EVENT -> RuleNode.within(eventPlace.applyAsInt(row.code()), row.value());
            case HITS -> RuleNode.hits(row.value().intValue());
            case RULE -> rules.apply(row.code());
        };
    }

    private static RuleNode.Operator operator(Row row) {
        return RuleNode.Operator.valueOf(row.op());
    }
}
