package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a definition is said with its file and line. */
class DefinitionFileTest {
    private static final String GOOD = """
            code: RI-X01
            frame: some
            title:
              zh: '题'
              en: 'Title'
            formula:
              zh: '式'
              en: 'Formula'
            noData:
              zh: '无'
              en: 'None'
            unit: ratio
            direction: H
            stage: MID
            value: 'a / b'
            when: 'b > 0'
            warn: 0.5
            high: 0.8
            weight: 3
            source: '[dd]'
            evidence: select 1
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unit: ratio|unit: furlong|12|unknown unit furlong",
                "direction: H|direction: X|13|unknown direction X",
                "high: 0.8|high: 0.2|18|high lies before warn",
                "high: 0.8|high: viel|18|high is not a number",
                "stage: MID|stge: MID|14|unknown field stge",
                "value: 'a / b'|hard: 'a > b'|1|value is missing",
                "when: 'b > 0'|when: 'a > 0'|15|division by b",
                "value: 'a / b'|value: 'a / (c + 1)'|15|division by (c + 1)",
                "source: '[dd]'|months: viel|20|months is not a number of months",
                "weight: 3|weight: [3|20|",
            })
    void theFaultIsPlaced(String good, String bad, int line, String problem) {
        String text = GOOD.replace(good, bad);
        assertThatThrownBy(() -> Definitions.parse("RI-X01.yaml", text, node -> DefinitionFile.indicator("risk", node)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RI-X01.yaml line " + line)
                .hasMessageContaining(problem == null ? "" : problem);
    }

    @Test
    void theGoodOneIsRead() {
        Definitions.parse("RI-X01.yaml", GOOD, node -> DefinitionFile.indicator("risk", node));
    }
}
