package io.yihu.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreFunctionTest {
    @ParameterizedTest
    @CsvSource({"0.8, 0", "0.7, 0", "0.9, 4", "0.95, 6", "1, 8"})
    void moreIsBetterBetweenFloorAndTarget(double x, double points) {
        assertThat(new ScoreFunction.HigherIsBetter(0.8, 1).points(x, 8)).isCloseTo(points, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"30, 8", "60, 8", "270, 4", "375, 2", "480, 0", "5000, 0"})
    void lessIsBetterBetweenTargetAndCap(double x, double points) {
        assertThat(new ScoreFunction.LowerIsBetter(60, 480).points(x, 8)).isCloseTo(points, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "1, 3", "4, 0", "9, 0"})
    void deductionsNeverGoBelowNothing(double count, double points) {
        assertThat(new ScoreFunction.Deduction(1).points(count, 4)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "0.19, 5", "0.2, 4.75", "0.49, 4.75", "0.5, 4.5", "0.79, 4.5", "0.8, 4.25", "1, 4.25"})
    void rankBandsFollowTheOrderOfPeers(double before, double points) {
        assertThat(new ScoreFunction.RankBand().points(before, 5)).isCloseTo(points, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.5", "3, 1.5", "4, 2", "50, 2"})
    void aBonusHasACeiling(double count, double points) {
        assertThat(new ScoreFunction.Bonus(0.5, 2).points(count, 0)).isEqualTo(points);
    }

    @Test
    void aSmallSampleLeansTowardsThePeers() {
        assertThat(ScoreFunction.shrunk(2, 2, 0.5, 10)).isCloseTo(7.0 / 12, within(1e-12));
        assertThat(ScoreFunction.shrunk(0, 0, 0.5, 10)).isEqualTo(0.5);
        assertThat(ScoreFunction.shrunk(900, 1000, 0.5, 10)).isCloseTo(905.0 / 1010, within(1e-12));
    }
}
