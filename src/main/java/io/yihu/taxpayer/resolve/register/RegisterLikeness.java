package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.resolve.field.Comparison;
import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.field.FieldKind;
import io.yihu.taxpayer.resolve.model.Learning;
import io.yihu.taxpayer.resolve.model.Pairs;
import io.yihu.taxpayer.resolve.model.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learned likeness of registrations: the general resolver over those that some pair is about. */
final class RegisterLikeness {
    private static final int ENOUGH = 40;
    private final int[] rows;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Weights weights;

    /**
     * @param pairs of registrations
     * @param known weights learned before, null to learn them from these pairs; too few pairs teach nothing
     */
    RegisterLikeness(Register register, long[] pairs, LearnedWeights known) {
        rows = Arrays.stream(pairs)
                .flatMap(pair -> java.util.stream.LongStream.of(Pairs.first(pair), Pairs.second(pair)))
                .mapToInt(row -> (int) row)
                .distinct()
                .sorted()
                .toArray();
        for (Field field : fields(register)) {
            comparisons.addAll(field.comparisons());
        }
        long[] own = Arrays.stream(pairs)
                .map(pair -> Pairs.of(row(Pairs.first(pair)), row(Pairs.second(pair))))
                .sorted()
                .toArray();
        if (known != null) {
            weights = known.over(comparisons);
        } else {
            weights = own.length < ENOUGH ? null : Learning.learn(comparisons, rows.length, own);
        }
    }

    private List<Field> fields(Register register) {
        String[] representatives = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            long person = register.representative[rows[i]];
            representatives[i] = person == 0 ? null : Long.toString(person, 36);
        }
        return List.of(
                FieldKind.ORGANIZATION.field("name", picked(register.name)),
                FieldKind.ADDRESS.field("address", picked(register.address)),
                FieldKind.PHONE.field("phone", picked(register.phone)),
                FieldKind.CODE.field("representative", representatives));
    }

    private String[] picked(String[] column) {
        String[] some = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = column[rows[i]];
        }
        return some;
    }

    private int row(int registration) {
        return Arrays.binarySearch(rows, registration);
    }

    /** Null when there was too little to learn from. */
    LearnedWeights learned() {
        return weights == null ? null : LearnedWeights.of(weights);
    }

    /**
     * What the fields say.
     *
     * @param others fields beside the name that agree, wholly or nearly
     */
    record Found(double probability, boolean nameAgrees, int others, List<Judged.Seen> seen) {}

    /** Null where nothing was learned. */
    Found of(int i, int j) {
        if (weights == null) {
            return null;
        }
        int a = row(i);
        int b = row(j);
        boolean name = false;
        int others = 0;
        List<Judged.Seen> seen = new ArrayList<>();
        for (int c = 0; c < comparisons.size(); c++) {
            Comparison comparison = comparisons.get(c);
            int level = comparison.level(a, b);
            if (level < 0) {
                continue;
            }
            int top = comparison.levels().size() - 1;
            double agreement = (double) level / top;
            seen.add(new Judged.Seen(comparison.name(), null, null, agreement, weights.weight(c, level)));
            if (comparison.name().equals("name")) {
                name = level >= top - 3;
            } else if (!comparison.name().startsWith("name.")) {
                others += agreement >= 0.6 ? 1 : 0;
            }
        }
        return new Found(Weights.probability(weights.logOdds(a, b)), name, others, seen);
    }
}
