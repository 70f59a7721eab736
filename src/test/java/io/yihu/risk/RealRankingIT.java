package io.yihu.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yihu.exchange.ImportProgress;
import io.yihu.exchange.ImportService;
import io.yihu.indicator.RunExecution;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.risk.quality.OutcomeQueries;
import io.yihu.risk.quality.OutcomeService;
import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * The real invoices of 123 firms scored by the model as it ships, and the ranking compared with the 27 known defaulters.
 *
 * <p>Default on a loan is not tax fraud and the thresholds were not fitted to it: the figure is stated, nothing is asked of it
 * but that it is computed.
 */
@YihuIT
class RealRankingIT {
    private static final Path DATA = Path.of("../shared/data/invoices_cn");
    private static final Path ABOVE = Path.of("../../shared/data/invoices_cn");

    @Autowired
    ImportService imports;

    @Autowired
    RunExecution runs;

    @Autowired
    OutcomeService outcomes;

    @Autowired
    OutcomeQueries comparison;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theRankingIsComparedWithKnownDefaulters() throws Exception {
        Path data = Files.isDirectory(DATA) ? DATA : ABOVE;
        assumeTrue(
                Files.isDirectory(data), "the real invoices are not beside this checkout (../shared/data/invoices_cn)");
        for (String file : List.of(
                "local-code-firms enterprises.txt",
                "local-code-input-invoices input_invoices.csv.gz",
                "local-code-output-invoices output_invoices.csv.gz")) {
            String[] words = file.split(" ");
            imports.importNow(words[0], data.resolve(words[1]), null, false, ImportProgress.SILENT);
        }
        Map<String, Boolean> defaulted = defaulted(data.resolve("enterprises.txt"));
        assertThat(defaulted.values().stream().filter(d -> d)).hasSize(27);
        long list = as(() -> outcomes.load(
                "银行信贷违约",
                "123 户中有 27 户在银行贷款后违约",
                defaulted.entrySet().stream()
                        .map(e -> "LOCAL" + e.getKey() + "," + (e.getValue() ? "是" : "否"))
                        .collect(Collectors.joining("\n"))));
        for (LocalDate asOf : List.of(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 3, 1))) {
            runs.runNow(asOf);
            Map<String, Double> scores = new HashMap<>();
            jdbc.sql("""
                            select substr(s.tax_id, 6), j.score from risk.judgement j join taxpayer.v_subject s on s.id = j.subject_id
                            where j.period = ? and s.tax_id ~ '^LOCALE[0-9]+$'""").param(asOf.minusMonths(1)).query(row -> {
                scores.put(row.getString(1), row.getDouble(2));
            });
            assertThat(scores).hasSize(123).containsOnlyKeys(defaulted.keySet());
            Auc auc = Auc.of(scores, defaulted);
            System.out.printf(
                    Locale.ROOT,
                    "RANKING as of %s: AUC %.3f, 95%% interval %.3f to %.3f (DeLong), 27 defaulters of 123, score %.1f mean of defaulters, %.1f of the others%n",
                    asOf,
                    auc.area(),
                    auc.low(),
                    auc.high(),
                    mean(scores, defaulted, true),
                    mean(scores, defaulted, false));
            System.out.printf(
                    "RANKING as of %s: levels of the 123: %s%n",
                    asOf,
                    jdbc.sql("""
                                    select string_agg(level || ' ' || n, ', ' order by n) from (
                                      select j.level, count(*) as n from risk.judgement j join taxpayer.v_subject s on s.id = j.subject_id
                                      where j.period = ? and s.tax_id ~ '^LOCALE[0-9]+$' group by j.level) x""").param(asOf.minusMonths(1)).query(String.class).single());
            OutcomeQueries.View page = as(() -> comparison.compare(list, asOf.minusMonths(1)));
            assertThat(page.shown().period()).isEqualTo(asOf.minusMonths(1));
            assertThat(page.shown().quality().bad()).isEqualTo(27);
            assertThat(page.shown().quality().good()).isEqualTo(96);
            assertThat(page.shown().quality().area()).isCloseTo(auc.area(), within(1e-9));
            assertThat(page.shown().quality().low()).isCloseTo(auc.low(), within(1e-6));
            assertThat(page.shown().quality().high()).isCloseTo(auc.high(), within(1e-6));
        }
    }

    private static <T> T as(Supplier<T> work) {
        Actor actor = new Actor(null, "chen", "陈", null, null, "总局", "/", Set.of(Roles.MODEL_ADMIN));
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                actor, null, AuthorityUtils.createAuthorityList("ROLE_" + Roles.MODEL_ADMIN))));
        try {
            return CurrentActor.as(actor, work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static double mean(Map<String, Double> scores, Map<String, Boolean> defaulted, boolean which) {
        return scores.entrySet().stream()
                .filter(e -> defaulted.get(e.getKey()) == which)
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElseThrow();
    }

    private static Map<String, Boolean> defaulted(Path file) throws Exception {
        Map<String, Boolean> defaulted = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.replace("\uFEFF", "").strip().split("\\s+");
            if (words[0].matches("E\\d+")) {
                defaulted.put(words[0], words[words.length - 1].equals("是"));
            }
        }
        return defaulted;
    }

    /** Area under the curve with the interval of DeLong, DeLong and Clarke-Pearson (1988). */
    private record Auc(double area, double low, double high) {
        static Auc of(Map<String, Double> scores, Map<String, Boolean> truth) {
            List<Double> bad = new ArrayList<>();
            List<Double> good = new ArrayList<>();
            scores.forEach((firm, score) -> (truth.get(firm) ? bad : good).add(score));
            double[] ofBad = bad.stream()
                    .mapToDouble(b ->
                            good.stream().mapToDouble(g -> wins(b, g)).average().orElseThrow())
                    .toArray();
            double[] ofGood = good.stream()
                    .mapToDouble(g ->
                            bad.stream().mapToDouble(b -> wins(b, g)).average().orElseThrow())
                    .toArray();
            double area = java.util.Arrays.stream(ofBad).average().orElseThrow();
            double deviation = Math.sqrt(variance(ofBad, area) / ofBad.length + variance(ofGood, area) / ofGood.length);
            return new Auc(area, Math.max(0, area - 1.959964 * deviation), Math.min(1, area + 1.959964 * deviation));
        }

        private static double wins(double bad, double good) {
            return bad > good ? 1 : bad == good ? 0.5 : 0;
        }

        private static double variance(double[] values, double mean) {
            return java.util.Arrays.stream(values)
                            .map(v -> (v - mean) * (v - mean))
                            .sum()
                    / (values.length - 1);
        }
    }
}
