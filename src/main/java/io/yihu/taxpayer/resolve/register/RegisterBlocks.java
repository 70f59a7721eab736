package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.resolve.field.KeyPass;
import io.yihu.taxpayer.resolve.model.LongBag;
import io.yihu.taxpayer.resolve.model.Pairs;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Pairs of registrations that share what may make them one: ids, legal representative, telephone, address, name. */
final class RegisterBlocks {
    private static final int BITS = 24;
    private static final int MASK = (1 << BITS) - 1;
    /** A block larger than this shows an agency or an office block, not one firm. */
    private static final int CAP = 60;

    private final Register register;
    private final LongBag pairs = new LongBag();
    private long cutBlocks;

    RegisterBlocks(Register register) {
        if (register.size() > MASK) {
            throw new IllegalArgumentException("more than " + MASK + " registrations");
        }
        this.register = register;
    }

    long cutBlocks() {
        return cutBlocks;
    }

    /** Distinct pairs of different tax ids. */
    long[] pairs() {
        IntPredicate all = i -> true;
        IntPredicate unknown = i -> !register.is(i, Register.KNOWN);
        block(i -> register.orgCode[i], all);
        block(i -> register.uscc[i], all);
        block(i -> register.representative[i] == 0 ? null : "r" + register.representative[i], all);
        block(i -> register.phone[i], unknown);
        block(i -> register.address[i], unknown);
        block(i -> register.name[i], unknown);
        return pairs.distinct();
    }

    /** At least one of a pair fulfils the condition. */
    private void block(IntFunction<String> key, IntPredicate one) {
        LongBag entries = new LongBag();
        for (int i = 0; i < register.size(); i++) {
            String text = key.apply(i);
            if (text != null && !text.isEmpty()) {
                entries.add(KeyPass.hash(text) >>> BITS << BITS | i);
            }
        }
        long[] sorted = entries.distinct();
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] >>> BITS == sorted[from] >>> BITS) {
                to++;
            }
            emit(sorted, from, to, one);
            from = to;
        }
    }

    private void emit(long[] sorted, int from, int to, IntPredicate one) {
        int window = to - from <= CAP ? to - from : 4;
        cutBlocks += to - from > CAP ? 1 : 0;
        for (int x = from; x < to; x++) {
            int i = (int) sorted[x] & MASK;
            for (int y = x + 1; y < Math.min(to, x + window); y++) {
                int j = (int) sorted[y] & MASK;
                if (register.party[i] != register.party[j] && (one.test(i) || one.test(j))) {
                    pairs.add(Pairs.of(i, j));
                }
            }
        }
    }
}
