package io.yihu.taxpayer.resolve.register;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.link.LinkService;
import io.yihu.taxpayer.link.PairBook;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches registrations of one enterprise, all of them or the neighbourhood of some, and puts the links into force. */
@Component
@RequiredArgsConstructor
public class RegisterRun {
    private static final String PARTIES =
            "select r.party_id from searched_registration s join taxpayer.registration r on r.reg_serial = s.reg_serial";
    private final RegisterQueries queries;
    private final FoundPairs found;
    private final PairBook pairs;
    private final LinkService links;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final YihuClock clock;
    private final TransactionOperations transactions;

    /** Everything anew; answers the number of the run. */
    public long all(Long job, BiConsumer<String, Long> progress) {
        return transactions.execute(status -> {
            long run = open("FULL", job);
            Register register = queries.all();
            progress.accept("read", (long) register.size());
            RegisterResolver.Found result =
                    RegisterResolver.resolve(register, queries.changes(false), RegisterRules.standard(), null, today());
            progress.accept("judged", result.compared());
            found.write(result.pairs());
            pairs.record(run, FoundPairs.SQL, "select id as party_id from taxpayer.party");
            progress.accept("recorded", (long) result.pairs().size());
            links.apply(run);
            close(run, register.size(), result);
            return run;
        });
    }

    /**
     * Some registrations against their neighbourhood.
     *
     * @param some SQL that yields {@code reg_serial}
     */
    public long some(String some) {
        return transactions.execute(status -> {
            queries.gather(some);
            Register register = queries.near();
            LearnedWeights known = learned();
            RegisterRules rules = RegisterRules.standard();
            RegisterResolver.Found result = RegisterResolver.resolve(
                    register, queries.changes(true), known == null ? rules.without("ER-F") : rules, known, today());
            Collection<Judged> touched = touched(result.pairs());
            long run = open("INCREMENTAL", null);
            found.write(touched);
            PairBook.Recorded recorded = pairs.record(run, FoundPairs.SQL, PARTIES);
            if (recorded.superseded() + recorded.written() > 0) {
                links.apply(run);
            }
            close(run, register.size(), result);
            return run;
        });
    }

    /** Pairs with a party that was asked about: the others were judged before, with more around them. */
    private Collection<Judged> touched(Collection<Judged> all) {
        java.util.Set<Long> asked =
                new java.util.HashSet<>(jdbc.sql(PARTIES).query(Long.class).list());
        return all.stream()
                .filter(pair -> asked.contains(pair.partyA()) || asked.contains(pair.partyB()))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }

    private long open(String kind, Long job) {
        return jdbc.sql("""
                        insert into taxpayer.resolution_run (kind, job_id, started_by, started_at) values (?, ?, ?, ?) returning id""")
                .params(kind, job, CurrentActor.get().login(), clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private void close(long run, int registrations, RegisterResolver.Found result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("searched", registrations);
        figures.put("compared", result.compared());
        figures.put("blocks_cut", result.cutBlocks());
        figures.put("rules", counts(result.pairs()));
        if (result.learned() != null) {
            figures.put("learned", result.learned());
        }
        jdbc.sql("update taxpayer.resolution_run set state = 'DONE', finished_at = ?, figures = ?::jsonb where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), json.writeValueAsString(figures), run)
                .update();
    }

    private static Map<String, Long> counts(Collection<Judged> pairs) {
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.rule() + " " + pair.outcome() + (pair.veto() == null ? "" : " " + pair.veto()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** Weights of the newest run over everything; without one, likeness waits for it. */
    private LearnedWeights learned() {
        List<String> newest = jdbc.sql("""
                        select figures ->> 'learned' from taxpayer.resolution_run
                        where kind = 'FULL' and figures -> 'learned' is not null order by id desc limit 1""").query(String.class).list();
        if (newest.isEmpty()) {
            return null;
        }
        JsonNode root = json.readTree(newest.get(0));
        return new LearnedWeights(root.path("prior").asDouble(), arrays(root.path("m")), arrays(root.path("u")));
    }

    private static Map<String, double[]> arrays(JsonNode node) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        for (var entry : node.properties()) {
            double[] values = new double[entry.getValue().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = entry.getValue().get(i).asDouble();
            }
            arrays.put(entry.getKey(), values);
        }
        return arrays;
    }
}
