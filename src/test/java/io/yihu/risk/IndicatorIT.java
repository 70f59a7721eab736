package io.yihu.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.CatalogueQueries;
import io.yihu.indicator.RunExecution;
import io.yihu.indicator.Vectors;
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
