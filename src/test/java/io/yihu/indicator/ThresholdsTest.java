package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Severity in all four directions. */
class ThresholdsTest {
    private static final double NO = Thresholds.UNSET;

    @Test
    void highIsHalfAtTheWarningAndOneAtTheHighThreshold() {
        Thresholds t = new Thresholds(Direction.H, 0.15, 0.30, NO, NO, false);
        assertThat(t.severity(0.15)).isZero();
        assertThat(t.severity(0.225)).isCloseTo(0.75, within(1e-12));
        assertThat(t.severity(0.30)).isEqualTo(1);
        assertThat(t.severity(9)).isEqualTo(1);
        assertThat(t.severity(NO)).isZero();
    }

    @Test
    void inclusiveCountsTheThresholdItself() {
        Thresholds t = new Thresholds(Direction.H, 3, 5, NO, NO, true);
        assertThat(t.severity(2)).isZero();
        assertThat(t.severity(3)).isEqualTo(0.5);
        assertThat(t.severity(4)).isEqualTo(0.75);
        assertThat(t.severity(5)).isEqualTo(1);
    }

    @Test
    void lowIsTheMirror() {
        Thresholds t = new Thresholds(Direction.L, 0.10, 0.05, NO, NO, false);
        assertThat(t.severity(0.10)).isZero();
        assertThat(t.severity(0.075)).isCloseTo(0.75, within(1e-12));
        assertThat(t.severity(0.05)).isEqualTo(1);
        assertThat(t.severity(0)).isEqualTo(1);
        assertThat(new Thresholds(Direction.L, 2, 1, NO, NO, true).severity(2)).isEqualTo(0.5);
    }

    @Test
    void outOfBandUsesTheSideThatIsViolated() {
        Thresholds age = new Thresholds(Direction.O, 65, 70, NO, 17, true);
        assertThat(age.severity(40)).isZero();
        assertThat(age.severity(65)).isEqualTo(0.5);
        assertThat(age.severity(70)).isEqualTo(1);
        assertThat(age.severity(17)).isEqualTo(1);
        assertThat(age.severity(18)).isZero();
        Thresholds elasticity = new Thresholds(Direction.O, 1.2, 2.0, 0.8, 0.5, false);
        assertThat(elasticity.severity(0.65)).isCloseTo(0.75, within(1e-12));
        assertThat(elasticity.severity(1.6)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void aFlagWarnsOrCountsFully() {
        assertThat(new Thresholds(Direction.B, 1, NO, NO, NO, false).severity(1))
                .isEqualTo(0.5);
        assertThat(new Thresholds(Direction.B, NO, 1, NO, NO, false).severity(1))
                .isEqualTo(1);
        assertThat(new Thresholds(Direction.B, 1, NO, NO, NO, false).severity(0))
                .isZero();
    }
}
