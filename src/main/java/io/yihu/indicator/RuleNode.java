package io.yihu.indicator;

import java.util.Arrays;
import java.util.List;

/**
 * A node of a compiled condition tree, evaluated over whole columns.
 *
 * <p>Three answers: 1 met, 0 not met, −1 no data. "Not" of no data is no data: a missing value never makes a condition true.
 */
public interface RuleNode {
    byte[] answer(Columns columns, int[] hits);

    /** How two numbers are compared. */
    enum Operator {
        GT,
        GE,
        LT,
        LE,
        EQ,
        NE;

        boolean holds(double left, double right) {
            return switch (this) {
                case GT -> left > right;
                case GE -> left >= right;
                case LT -> left < right;
                case LE -> left <= right;
                case EQ -> left == right;
                case NE -> left != right;
            };
        }
    }

    /** Met where all are; not met where one is not. */
    static RuleNode all(List<RuleNode> of) {
        return (columns, hits) -> {
            byte[] answer = of.get(0).answer(columns, hits).clone();
            for (RuleNode node : of.subList(1, of.size())) {
                byte[] other = node.answer(columns, hits);
                for (int i = 0; i < answer.length; i++) {
                    answer[i] = answer[i] == 0 || other[i] == 0 ? 0 : (byte) Math.min(answer[i], other[i]);
                }
            }
            return answer;
        };
    }

    /** Met where one is; no data where none is met and one has no data. */
    static RuleNode any(List<RuleNode> of) {
        return (columns, hits) -> {
            byte[] answer = of.get(0).answer(columns, hits).clone();
            for (RuleNode node : of.subList(1, of.size())) {
                byte[] other = node.answer(columns, hits);
                for (int i = 0; i < answer.length; i++) {
                    answer[i] = answer[i] == 1 || other[i] == 1 ? 1 : (byte) Math.min(answer[i], other[i]);
                }
            }
            return answer;
        };
    }

    static RuleNode not(RuleNode of) {
        return (columns, hits) -> {
            byte[] answer = of.answer(columns, hits).clone();
            for (int i = 0; i < answer.length; i++) {
                answer[i] = answer[i] < 0 ? -1 : (byte) (1 - answer[i]);
            }
            return answer;
        };
    }

    static RuleNode compare(int place, Operator operator, double value) {
        return (columns, hits) -> {
            double[] values = columns.values()[place];
            byte[] answer = new byte[columns.size()];
            for (int i = 0; i < answer.length; i++) {
                double x = values[i];
                answer[i] = x != x ? -1 : (byte) (operator.holds(x, value) ? 1 : 0);
            }
            return answer;
        };
    }

    /** One indicator against a multiple of another. */
    static RuleNode against(int place, Operator operator, double factor, int other) {
        return (columns, hits) -> {
            double[] left = columns.values()[place];
            double[] right = columns.values()[other];
            byte[] answer = new byte[columns.size()];
            for (int i = 0; i < answer.length; i++) {
                boolean known = left[i] == left[i] && right[i] == right[i];
                answer[i] = !known ? -1 : (byte) (operator.holds(left[i], factor * right[i]) ? 1 : 0);
            }
            return answer;
        };
    }

    static RuleNode missing(int place) {
        return (columns, hits) -> {
            double[] values = columns.values()[place];
            byte[] answer = new byte[columns.size()];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = (byte) (values[i] != values[i] ? 1 : 0);
            }
            return answer;
        };
    }

    /** The column holds full months since something last happened; NaN where it never did, and that is a plain "no". */
    static RuleNode within(int place, double months) {
        return (columns, hits) -> {
            double[] since = columns.values()[place];
            byte[] answer = new byte[columns.size()];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = (byte) (since[i] < months ? 1 : 0);
            }
            return answer;
        };
    }

    static RuleNode hits(int atLeast) {
        return (columns, hits) -> {
            byte[] answer = new byte[columns.size()];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = (byte) (hits[i] >= atLeast ? 1 : 0);
            }
            return answer;
        };
    }

    /** Never known: an indicator the vectors have no place for. */
    static RuleNode unknown() {
        return (columns, hits) -> {
            byte[] answer = new byte[columns.size()];
            Arrays.fill(answer, (byte) -1);
            return answer;
        };
    }
}
