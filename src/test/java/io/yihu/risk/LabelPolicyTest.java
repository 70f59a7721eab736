package io.yihu.risk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPolicyTest {
    @ParameterizedTest
    @CsvSource({"CONFIRMED,1,1.0", "TRANSFERRED,1,1.0", "PARTIAL,1,0.6", "UNVERIFIABLE,1,0.7", "EXCLUDED,0,0.8"})
    void conclusionsTeach(String conclusion, int value, double confidence) {
        assertThat(LabelPolicy.of(conclusion)).contains(new LabelPolicy.Lesson(value, confidence));
    }

    @ParameterizedTest
    @CsvSource({"OTHER_FOUND", "NEW_PATTERN", "''"})
    void othersTeachNothing(String conclusion) {
        assertThat(LabelPolicy.of(conclusion)).isEmpty();
    }
}
