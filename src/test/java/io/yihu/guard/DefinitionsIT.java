package io.yihu.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.Evidence;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.Vectors;
import io.yihu.risk.cases.IndicatorCases;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Every definition runs on an empty database, says what it is in two languages, and has a test case. */
@YihuIT
class DefinitionsIT {
    @Autowired
    Definitions definitions;

    @Autowired
    Vectors vectors;

    @Autowired
    Evidence evidence;

    @Test
    void everyFrameRunsOnAnEmptyDatabase() {
        assertThat(vectors.live(1, LocalDate.of(2026, 5, 1))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyIndicatorIsComplete() {
        return definitions.indicators().stream()
                .map(indicator -> DynamicTest.dynamicTest(indicator.code(), () -> check(indicator)));
    }

    @Test
    void everyCaseIsOfAnIndicator() {
        assertThat(IndicatorCases.codes())
                .allSatisfy(
                        code -> assertThat(definitions.indicator(code)).as(code).isPresent());
    }

    private void check(IndicatorDefinition indicator) {
        assertThat(indicator.titleZh()).containsPattern("\\p{IsHan}");
        assertThat(indicator.titleEn()).doesNotContainPattern("\\p{IsHan}");
        assertThat(indicator.formulaEn()).doesNotContainPattern("\\p{IsHan}");
        assertThat(IndicatorCases.codes()).as("a test case").contains(indicator.code());
        var rows = evidence.of(indicator.code(), 1, LocalDate.of(2026, 5, 1));
        assertThat(rows.rows()).isEmpty();
        List<String> unknown = new ArrayList<>(rows.columns().stream()
                .map(column -> column.name())
                .filter(name -> !definitions.describes(name))
                .toList());
        assertThat(unknown).as("columns without a title").isEmpty();
    }
}
