package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.resolve.model.Pairs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Finds which tax ids are one enterprise among the registrations given; touches no database. */
public final class RegisterResolver {
    private RegisterResolver() {}

    /**
     * What was found.
     *
     * @param compared pairs of registrations that were weighed
     * @param cutBlocks blocks too common to compare all
     * @param learned weights for later, null when there was too little to learn from
     */
    public record Found(Collection<Judged> pairs, long compared, long cutBlocks, LearnedWeights learned) {}

    /**
     * @param known weights learned before, null to learn them here
     * @param today days after it are no evidence
     */
    public static Found resolve(
            Register register, List<IdChange> changes, RegisterRules rules, LearnedWeights known, LocalDate today) {
        RegisterBlocks blocks = new RegisterBlocks(register);
        long[] pairs = blocks.pairs();
        long[] uncertain = Arrays.stream(pairs)
                .filter(pair -> !register.is(Pairs.first(pair), Register.KNOWN)
                        || !register.is(Pairs.second(pair), Register.KNOWN))
                .toArray();
        RegisterLikeness likeness =
                rules.on("ER-F") && uncertain.length > 0 ? new RegisterLikeness(register, uncertain, known) : null;
        RegisterJudge judge = new RegisterJudge(register, rules, likeness);
        Map<Long, Map<Long, Judged>> best = new HashMap<>();
        new ChangeJudge(rules, today, lively(register, changes)).judge(changes).forEach(judged -> keep(best, judged));
        Judged[] judged = new Judged[pairs.length];
        IntStream.range(0, pairs.length).parallel().forEach(k -> judged[k] = judge.judge(pairs[k]));
        for (Judged one : judged) {
            if (one != null) {
                keep(best, one);
            }
        }
        List<Judged> all =
                best.values().stream().flatMap(some -> some.values().stream()).toList();
        return new Found(all, pairs.length, blocks.cutBlocks(), likeness == null ? null : likeness.learned());
    }

    private static void keep(Map<Long, Map<Long, Judged>> best, Judged judged) {
        long low = Math.min(judged.partyA(), judged.partyB());
        long high = Math.max(judged.partyA(), judged.partyB());
        if (low != high) {
            best.computeIfAbsent(low, none -> new HashMap<>(2)).merge(high, judged, Judged::or);
        }
    }

    /** Two parties with a living registration of different organisations each, at the same time. */
    private static BiPredicate<Long, Long> lively(Register register, List<IdChange> changes) {
        Set<Long> changed = new HashSet<>();
        changes.forEach(change -> changed.addAll(List.of(change.oldParty(), change.newParty())));
        Map<Long, List<Integer>> alive = new HashMap<>();
        for (int i = 0; i < register.size() && !changed.isEmpty(); i++) {
            if (register.is(i, Register.NORMAL)
                    && register.is(i, Register.KNOWN)
                    && changed.contains(register.party[i])) {
                alive.computeIfAbsent(register.party[i], none -> new ArrayList<>())
                        .add(i);
            }
        }
        return (a, b) -> alive.getOrDefault(a, List.of()).stream()
                .anyMatch(i -> alive.getOrDefault(b, List.of()).stream()
                        .anyMatch(j -> register.overlap(i, j) && !register.orgCode[i].equals(register.orgCode[j])));
    }
}
