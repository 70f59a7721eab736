package io.yihu.taxpayer.resolve.register;

import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.link.LinkService;
import io.yihu.taxpayer.link.PairBook;
import io.yihu.taxpayer.link.ResolutionRuns;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Searches registrations of one enterprise, all of them or the neighbourhood of some, and puts the links into force. */
@Component
@RequiredArgsConstructor
public class RegisterRun {
    private final RegisterQueries queries;
    private final FoundPairs found;
    private final PairBook pairs;
    private final LinkService links;
    private final ResolutionRuns runs;
    private final RunFigures figures;
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final TransactionOperations transactions;

    /** Everything anew, in one transaction beside the row of the run; answers its number. */
    public long all(Long job, BiConsumer<String, Long> progress) {
        long run = runs.open("FULL", job);
        try {
            transactions.executeWithoutResult(status -> searchAll(run, progress));
        } catch (RuntimeException e) {
            runs.close(run, false, "{}");
            throw e;
        }
        return run;
    }

    private void searchAll(long run, BiConsumer<String, Long> progress) {
        List<Long> waiting = jdbc.sql("select batch_id from taxpayer.resolution_waiting")
                .query(Long.class)
                .list();
        Register register = queries.all();
        progress.accept("read", (long) register.size());
        RegisterResolver.Found result =
                RegisterResolver.resolve(register, queries.changes(), RegisterRules.standard(), null, today());
        progress.accept("judged", result.compared());
        found.write(result.pairs());
        pairs.record(run, FoundPairs.SQL, "select id as party_id from taxpayer.party");
        progress.accept("recorded", (long) result.pairs().size());
        links.apply(run);
        jdbc.sql("select taxpayer.refresh_link_statistics()").query(rs -> {});
        jdbc.sql("delete from taxpayer.resolution_waiting where batch_id = any(?)")
                .param(waiting.toArray(Long[]::new))
                .update();
        runs.close(run, true, figures.of(register.size(), result));
    }

    /** Some registrations against their neighbourhood; the fewer they are, the fewer statements and no table made for them. */
    public long some(List<String> asked) {
        return transactions.execute(status -> {
            Register register = queries.near(asked);
            LearnedWeights known = figures.learned();
            RegisterRules rules = RegisterRules.standard();
            RegisterResolver.Found result = RegisterResolver.resolve(
                    register,
                    queries.changes(register.parties()),
                    known == null ? rules.without("ER-F") : rules,
                    known,
                    today());
            long run = runs.open("INCREMENTAL", null);
            Set<Long> searched = register.parties(Set.copyOf(asked));
            PairBook.Recorded recorded =
                    pairs.recordFew(run, found.asJson(touched(result.pairs(), searched)), searched);
            if (recorded.superseded() + recorded.written() > 0) {
                links.apply(run);
            }
            runs.close(run, true, figures.of(register.size(), result));
            return run;
        });
    }

    /** Pairs with a party that was asked about: the others were judged before, with more around them. */
    private static Collection<Judged> touched(Collection<Judged> all, Set<Long> asked) {
        return all.stream()
                .filter(pair -> asked.contains(pair.partyA()) || asked.contains(pair.partyB()))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
