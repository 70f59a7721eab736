package io.yihu.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.CatalogueQueries;
import io.yihu.indicator.Lineage;
import io.yihu.indicator.RunExecution;
import io.yihu.indicator.Vectors;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.risk.cases.IndicatorCase;
import io.yihu.risk.cases.IndicatorCases;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every indicator against values worked out by hand from raw rows, in the run and live. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndicatorIT {
    private static final LocalDate AS_OF = LocalDate.of(2026, 5, 1);

    private static final List<String> THIRD_PARTY = List.of(
            "customs_declaration",
            "forex_receipt",
            "bank_flow",
            "logistics_waybill",
            "ecommerce_sales",
            "utility_usage",
            "market_reg");

    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    CatalogueQueries catalogue;

    @Autowired
    Catalogue places;

    @Autowired
    Vectors vectors;

    @Autowired
    JdbcClient jdbc;

    List<IndicatorCase> cases;
    long run;

    @BeforeAll
    void loadAndRun() {
        World world = new World();
        cases = IndicatorCases.of(world);
        for (String feed : THIRD_PARTY) {
            jdbc.sql("""
                            insert into taxpayer.agreement (code, feed, provider, legal_basis, items, frequency, lag_days, valid_from, contact,
                              office_id, created_by, created_at)
                            values (?, ?, '供数方', '某法某条', '字段', 'MONTHLY', 30, date '2020-01-01', '某人', 1, 't', now())""").params("X-" + feed, feed).update();
        }
        world.load(staging);
        world.statements().forEach(statement -> jdbc.sql(statement).update());
        run = runs.runNow(AS_OF);
    }

    @TestFactory
    Stream<DynamicTest> valuesOfTheRun() {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.code() + " " + one.taxId(), () -> {
                    Map<String, Double> values = catalogue
                            .vector(subject(one.taxId()), null)
                            .orElseThrow()
                            .values();
                    same(one, values.get(one.code()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> oneSubjectLiveGivesTheSame() {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.code() + " " + one.taxId(), () -> {
                    double[] vector = vectors.live(subject(one.taxId()), AS_OF).orElseThrow();
                    double value = vector[places.current().place(one.code())];
                    same(one, Double.isNaN(value) ? null : value);
                }));
    }

    @Test
    void everyActiveSubjectHasAVectorAndNobodyElse() {
        long active = jdbc.sql(
                        "select count(*) from taxpayer.v_subject where not external and status not in ('07', '08', '10', '13', '99')")
                .query(Long.class)
                .single();
        assertThat(jdbc.sql("select count(*) from indicator.v_vector")
                        .query(Long.class)
                        .single())
                .isEqualTo(active);
    }

    @Test
    void theSameDayAgainGivesTheSameVectors() {
        String digest =
                "select md5(string_agg(subject_id || v::text, ',' order by subject_id)) from (select subject_id, \"values\" as v "
                        + "from indicator.v_vector where period = '2026-04-01') x";
        String before = jdbc.sql(digest).query(String.class).single();
        runs.runNow(AS_OF);
        assertThat(jdbc.sql(digest).query(String.class).single()).isEqualTo(before);
    }

    /** Sums and changes from the rows of the cases; volatility by the database's own deviation; peers are PEER10 … PEER39 and D03A. */
    @Test
    void featuresAreWhatTheirNamesSay() {
        assertThat(jdbc.sql("select count(*) from indicator.v_feature")
                        .query(Integer.class)
                        .single())
                .isGreaterThan(300);
        assertThat(feature("B12A", "out_amt.m1")).isEqualTo(30_000);
        assertThat(feature("B12A", "out_amt.m3")).isEqualTo(90_000);
        assertThat(feature("B12A", "out_amt.m12")).isEqualTo(210_000);
        assertThat(feature("B12A", "out_amt.change")).isNull();
        assertThat(feature("D28A", "out_amt.m6")).isEqualTo(600_000);
        assertThat(feature("D28A", "out_amt.change")).isEqualTo(-1);
        assertThat(feature("D06A", "out_tax.year")).isCloseTo(0.2, within(1e-6));
        assertThat(feature("D28A", "r24.m12")).isNull();
        assertThat(feature("PEER10", "sales_general.peer_ratio")).isCloseTo(0.85, within(1e-6));
        assertThat(feature("PEER10", "sales_general.peer_rank")).isZero();
        assertThat(feature("PEER25", "sales_general.peer_rank")).isCloseTo(0.5, within(1e-6));
        assertThat(feature("D03A", "sales_general.peer_ratio")).isCloseTo(1.5, within(1e-6));
        assertThat(feature("D03A", "sales_general.peer_rank")).isEqualTo(1);
        assertThat(feature("D03Z", "sales_general.peer_rank")).isNull();
        double volatility =
                jdbc.sql("""
                        select stddev_pop(coalesce(f.out_amt, 0)) / avg(coalesce(f.out_amt, 0)) from (
                          select distinct month from invoice.v_fact_subject_month where out_amt is not null and month between '2025-05-01' and '2026-04-01') m
                        left join invoice.v_fact_subject_month f on f.month = m.month and f.subject_id = ?""").param(subject("B12A")).query(Double.class).single();
        assertThat(feature("B12A", "out_amt.volatility")).isCloseTo(volatility, within(1e-6));
    }

    @Autowired
    RankingQueries ranking;

    /** G01A invoiced 65 000 of tax in three months and claimed none; nothing was concluded through matters, so the score is the chance. */
    @Test
    void findingsAreRankedByWhatTheyMayYield() {
        List<RankingQueries.Row> rows = CurrentActor.as(Actor.SYSTEM, () -> ranking.first(null, 10_000, 0));
        long tainted = subject("G01A");
        RankingQueries.Row row = rows.stream()
                .filter(one -> one.subjectId() == tainted)
                .findFirst()
                .orElseThrow();
        assertThat(row.stake()).isEqualTo(65_000);
        assertThat(row.chance()).isCloseTo(row.score() / 100, within(1e-9));
        assertThat(row.expected()).isCloseTo(650 * row.score(), within(1e-6));
        assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(b.expected(), a.expected()));
        long minutes = 0;
        for (int i = 0; i < rows.size(); i++) {
            minutes += rows.get(i).minutes();
            assertThat(rows.get(i).place()).isEqualTo(i + 1);
            assertThat(rows.get(i).upTo()).isEqualTo(minutes);
        }
        double three =
                (rows.get(0).minutes() + rows.get(1).minutes() + rows.get(2).minutes()) / 480.0;
        RankingQueries.Reach reach = CurrentActor.as(Actor.SYSTEM, () -> ranking.reach(null, three));
        assertThat(reach.all()).isEqualTo(rows.size());
        assertThat(reach.within()).isEqualTo(3);
        assertThat(CurrentActor.as(Actor.SYSTEM, () -> ranking.reach("HIGH", 0)).within())
                .isZero();
    }

    @Test
    void distributionAndLineageAreThoseOfTheRun() {
        CatalogueQueries.Entry entry = catalogue.byCode("RI-H03");
        long active = jdbc.sql("select count(*) from indicator.v_vector")
                .query(Long.class)
                .single();
        assertThat(entry.last().subjects()).isEqualTo(active);
        assertThat(entry.last().known()).isEqualTo(active);
        assertThat(entry.last().maximum()).isEqualTo(2);
        assertThat(catalogue.histogram("RI-H03", entry.last().runId()).stream()
                        .mapToLong(bar -> bar.count())
                        .sum())
                .isEqualTo(active);
        assertThat(catalogue.history("RI-H03", 12)).hasSize(1);
        assertThat(lineage.of(entry.indicator()).feeds()).contains("registrations", "vat_returns");
        assertThat(lineage.of(catalogue.byCode("RI-F01").indicator()).feeds()).contains("bank_flow", "invoices");
    }

    @Autowired
    Lineage lineage;

    private Double feature(String taxId, String code) {
        return jdbc.sql("""
                        select w."values"[f.position] from indicator.v_feature_vector w join indicator.v_feature f on f.catalogue_version = w.catalogue_version
                        where w.subject_id = ? and f.code = ?""").params(subject(taxId), code).query((row, n) -> (Float) row.getObject(1)).list().stream()
                .map(value -> value == null ? Double.NaN : value.doubleValue())
                .findFirst()
                .filter(value -> !value.isNaN())
                .orElse(null);
    }

    private long subject(String taxId) {
        return jdbc.sql("select id from taxpayer.v_subject where tax_id = ?")
                .param(taxId)
                .query(Long.class)
                .single();
    }

    private static void same(IndicatorCase expected, Double value) {
        if (expected.value() == null) {
            assertThat(value).as(expected.toString()).isNull();
        } else {
            assertThat(value).as(expected.toString()).isNotNull().isCloseTo(expected.value(), within(1e-9));
        }
    }
}
