package io.yihu.risk.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A small arithmetic expression over named quantities: {@code + - * /}, comparisons, {@code && || !}, {@code ? :}, {@code min max abs},
 * {@code none}. NaN is "no data" and runs through; a division by zero is no data.
 */
final class Formula {
    private final String text;
    private final Set<String> names = new TreeSet<>();
    private final Node root;
    private int at;

    /** Compiled part of an expression. */
    private interface Node {
        double value(ToDoubleFunction<String> quantities);
    }

    Formula(String text) {
        this.text = text;
        this.root = choice();
        blank();
        if (at < text.length()) {
            throw wrong();
        }
    }

    double value(ToDoubleFunction<String> quantities) {
        return root.value(quantities);
    }

    Set<String> names() {
        return names;
    }

    private Node choice() {
        Node condition = or();
        if (!take("?")) {
            return condition;
        }
        Node yes = choice();
        need(":");
        Node no = choice();
        return q -> {
            double c = condition.value(q);
            return c != c ? Double.NaN : c != 0 ? yes.value(q) : no.value(q);
        };
    }

    private Node or() {
        Node left = and();
        while (take("||")) {
            Node a = left;
            Node b = and();
            left = q -> {
                double x = a.value(q);
                return x == 1 ? 1 : Math.max(x, b.value(q));
            };
        }
        return left;
    }

    private Node and() {
        Node left = comparison();
        while (take("&&")) {
            Node a = left;
            Node b = comparison();
            left = q -> {
                double x = a.value(q);
                return x == 0 ? 0 : x != x ? x : b.value(q);
            };
        }
        return left;
    }

    private Node comparison() {
        Node left = sum();
        for (String operator : List.of(">=", "<=", ">", "<", "==")) {
            if (take(operator)) {
                Node right = sum();
                return q -> {
                    double a = left.value(q);
                    double b = right.value(q);
                    return a != a || b != b ? Double.NaN : holds(operator, a, b) ? 1 : 0;
                };
            }
        }
        return left;
    }

    private static boolean holds(String operator, double a, double b) {
        return switch (operator) {
            case ">=" -> a >= b;
            case "<=" -> a <= b;
            case ">" -> a > b;
            case "<" -> a < b;
            default -> a == b;
        };
    }

    private Node sum() {
        Node left = product();
        while (true) {
            Node a = left;
            if (take("+")) {
                Node b = product();
                left = q -> a.value(q) + b.value(q);
            } else if (take("-")) {
                Node b = product();
                left = q -> a.value(q) - b.value(q);
            } else {
                return left;
            }
        }
    }

    private Node product() {
        Node left = atom();
        while (true) {
            Node a = left;
            if (take("*")) {
                Node b = atom();
                left = q -> a.value(q) * b.value(q);
            } else if (take("/")) {
                Node b = atom();
                left = q -> {
                    double divisor = b.value(q);
                    return divisor == 0 ? Double.NaN : a.value(q) / divisor;
                };
            } else {
                return left;
            }
        }
    }

    private Node atom() {
        blank();
        if (take("(")) {
            Node inner = choice();
            need(")");
            return inner;
        }
        if (take("!")) {
            Node inner = atom();
            return q -> {
                double x = inner.value(q);
                return x != x ? x : x == 0 ? 1 : 0;
            };
        }
        if (take("-")) {
            Node inner = atom();
            return q -> -inner.value(q);
        }
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.isEmpty()) {
            throw wrong();
        }
        if (Character.isDigit(word.charAt(0))) {
            double number = Double.parseDouble(word);
            return q -> number;
        }
        return word.equals("none") ? q -> Double.NaN : take("(") ? function(word) : name(word);
    }

    private Node name(String word) {
        names.add(word);
        return q -> q.applyAsDouble(word);
    }

    private Node function(String word) {
        List<Node> arguments = new ArrayList<>();
        do {
            arguments.add(choice());
        } while (take(","));
        need(")");
        Node first = arguments.get(0);
        return switch (word) {
            case "abs" -> q -> Math.abs(first.value(q));
            case "known" -> q -> first.value(q) == first.value(q) ? 1 : 0;
            case "or0" -> q -> first.value(q) == first.value(q) ? first.value(q) : 0;
            case "min" ->
                q -> arguments.stream()
                        .mapToDouble(a -> a.value(q))
                        .reduce(Math::min)
                        .orElse(Double.NaN);
            case "max" ->
                q -> arguments.stream()
                        .mapToDouble(a -> a.value(q))
                        .reduce(Math::max)
                        .orElse(Double.NaN);
            default -> throw wrong();
        };
    }

    private boolean take(String word) {
        blank();
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private void need(String word) {
        if (!take(word)) {
            throw wrong();
        }
    }

    private void blank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("cannot read \"" + text + "\" at " + at);
    }
}
