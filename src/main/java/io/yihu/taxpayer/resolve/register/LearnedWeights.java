package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.resolve.field.Comparison;
import io.yihu.taxpayer.resolve.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights of a run over everything, kept so that a few new registrations can be judged by them. */
public record LearnedWeights(double prior, Map<String, double[]> m, Map<String, double[]> u) {
    static LearnedWeights of(Weights weights) {
        Map<String, double[]> m = new LinkedHashMap<>();
        Map<String, double[]> u = new LinkedHashMap<>();
        for (int c = 0; c < weights.comparisons().size(); c++) {
            m.put(weights.comparisons().get(c).name(), weights.m()[c]);
            u.put(weights.comparisons().get(c).name(), weights.u()[c]);
        }
        return new LearnedWeights(weights.prior(), m, u);
    }

    /** The same weights for other records; how rare a value is cannot be seen among a few and is left out. */
    Weights over(List<Comparison> comparisons) {
        List<Comparison> plain = new ArrayList<>();
        double[][] overM = new double[comparisons.size()][];
        double[][] overU = new double[comparisons.size()][];
        for (int c = 0; c < comparisons.size(); c++) {
            Comparison comparison = comparisons.get(c);
            plain.add(new Plain(comparison));
            overM[c] = m.getOrDefault(comparison.name(), comparison.expected());
            overU[c] = u.getOrDefault(comparison.name(), comparison.expected());
        }
        return new Weights(plain, overM, overU, prior);
    }

    private record Plain(Comparison of) implements Comparison {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public List<String> levels() {
            return of.levels();
        }

        @Override
        public double[] expected() {
            return of.expected();
        }

        @Override
        public int level(int a, int b) {
            return of.level(a, b);
        }
    }
}
