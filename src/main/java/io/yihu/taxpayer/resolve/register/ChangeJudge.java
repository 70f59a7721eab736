package io.yihu.taxpayer.resolve.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Recorded changes of tax ids: links, unless they run in a circle, contradict each other or lie in the future. */
final class ChangeJudge {
    private final RegisterRules rules;
    private final LocalDate today;
    private final BiPredicate<Long, Long> lively;

    /** @param lively are both tax ids those of enterprises that live beside each other? */
    ChangeJudge(RegisterRules rules, LocalDate today, BiPredicate<Long, Long> lively) {
        this.lively = lively;
        this.rules = rules;
        this.today = today;
    }

    List<Judged> judge(List<IdChange> changes) {
        Map<Long, Set<Long>> next = new HashMap<>();
        changes.forEach(change ->
                next.computeIfAbsent(change.oldParty(), none -> new HashSet<>()).add(change.newParty()));
        List<Judged> judged = new ArrayList<>();
        for (IdChange change : changes) {
            if (!rules.on(change.rule()) || change.oldParty() == change.newParty()) {
                continue;
            }
            double score = rules.score(change.rule());
            Judged plain = new Judged(
                    change.oldParty(),
                    change.newParty(),
                    change.serial(),
                    change.serial(),
                    change.rule(),
                    score,
                    rules.outcome(score),
                    null,
                    null,
                    List.of(new Judged.Seen("tax_id", Shown.id(change.oldId()), Shown.id(change.newId()), 1, null)));
            String doubt = doubt(change, next);
            Judged said = doubt == null ? plain : plain.because(doubt);
            boolean both = rules.on("ER-N1") && lively.test(change.oldParty(), change.newParty());
            judged.add(both ? said.vetoed("ER-N1") : said);
        }
        return judged;
    }

    private String doubt(IdChange change, Map<Long, Set<Long>> next) {
        if (change.day() != null && change.day().isAfter(today)) {
            return "FUTURE_DATE";
        }
        if (next.get(change.oldParty()).size() > 1) {
            return "CONTRADICTION";
        }
        return leadsBack(change.newParty(), change.oldParty(), next) ? "CYCLE" : null;
    }

    private static boolean leadsBack(long from, long to, Map<Long, Set<Long>> next) {
        Set<Long> seen = new HashSet<>();
        List<Long> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            long at = open.remove(open.size() - 1);
            if (at == to) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(next.getOrDefault(at, Set.of()));
            }
        }
        return false;
    }
}
