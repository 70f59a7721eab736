package io.yihu.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yihu.indicator.Condition;
import io.yihu.indicator.Direction;
import io.yihu.indicator.Hit;
import io.yihu.indicator.Scorecard;
import io.yihu.indicator.Thresholds;
import io.yihu.risk.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked numbers of DOMAIN §3.3 and the memory of levels. */
class LevelPolicyTest {
    private static final double NO = Thresholds.UNSET;
    private static final Scorecard CARD = new Scorecard(List.of(
            condition("RI-C01", 0, Direction.H, 5, 10, true, 10),
            condition("RI-B12", 1, Direction.H, 2, 4, false, 7),
            condition("RI-D01", 2, Direction.L, 0.10, 0.05, false, 9),
            condition("RI-A04", 3, Direction.H, 3, 5, true, 6),
            condition("RI-B05", 4, Direction.H, 0.25, 0.40, false, 4)));

    @Test
    void threeIndicatorsAtHighMakeHigh() {
        double raw = raw(820, 490, 0.0068, NO, NO);
        assertThat(raw).isEqualTo(26);
        assertThat(Scorecard.score(raw)).isCloseTo(72.7, within(0.05));
        assertThat(LevelPolicy.computed(Scorecard.score(raw), false, false)).isEqualTo(Level.HIGH);
    }

    @Test
    void twoWarningsMakeLow() {
        double raw = raw(NO, NO, NO, 3, 0.2500001);
        assertThat(raw).isCloseTo(5, within(1e-5));
        assertThat(Scorecard.score(raw)).isCloseTo(22.1, within(0.05));
        assertThat(LevelPolicy.computed(Scorecard.score(raw), false, false)).isEqualTo(Level.LOW);
    }

    @Test
    void contributionsAreSharesOfTheRawScore() {
        double[][] columns = {{820}, {490}, {0.0068}, {NO}, {NO}};
        List<Hit> hits = CARD.hits(columns, 0);
        assertThat(hits).extracting(Hit::code).containsExactly("RI-C01", "RI-D01", "RI-B12");
        assertThat(hits.get(0).share()).isCloseTo(10 / 26.0, within(1e-12));
        assertThat(hits.stream().mapToDouble(Hit::share).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void missingIsNotZeroEvenWhereLowIsRisk() {
        assertThat(raw(NO, NO, NO, NO, NO)).isZero();
        assertThat(raw(NO, NO, 0, NO, NO)).isEqualTo(9);
    }

    @Test
    void bandsBeginWhereTheySay() {
        assertThat(LevelPolicy.computed(70, false, false)).isEqualTo(Level.HIGH);
        assertThat(LevelPolicy.computed(69.999, false, false)).isEqualTo(Level.MEDIUM);
        assertThat(LevelPolicy.computed(40, false, false)).isEqualTo(Level.MEDIUM);
        assertThat(LevelPolicy.computed(39.999, false, false)).isEqualTo(Level.LOW);
        assertThat(LevelPolicy.computed(15, false, false)).isEqualTo(Level.LOW);
        assertThat(LevelPolicy.computed(14.999, false, false)).isEqualTo(Level.NONE);
    }

    @Test
    void aHardRuleIsHighWhateverTheScoreAndTheWhiteList() {
        assertThat(LevelPolicy.computed(0, true, true)).isEqualTo(Level.HIGH);
    }

    @Test
    void theWhiteListCapsAtMediumAndTheGreyListAddsTen() {
        assertThat(LevelPolicy.computed(99, false, true)).isEqualTo(Level.MEDIUM);
        assertThat(LevelPolicy.computed(20, false, true)).isEqualTo(Level.LOW);
        assertThat(LevelPolicy.listed(65, true)).isEqualTo(75);
        assertThat(LevelPolicy.listed(95, true)).isEqualTo(100);
        assertThat(LevelPolicy.listed(65, false)).isEqualTo(65);
    }

    @Test
    void aLevelRisesAtOnceAndDropsAfterTwoPeriodsBelow() {
        Level[] computed = {
            Level.LOW, Level.HIGH, Level.NONE, Level.MEDIUM, Level.LOW, Level.LOW, Level.NONE, Level.NONE
        };
        Level[] expected = {
            Level.LOW, Level.HIGH, Level.HIGH, Level.MEDIUM, Level.MEDIUM, Level.LOW, Level.LOW, Level.NONE
        };
        Level before = null;
        for (int i = 0; i < computed.length; i++) {
            assertThat(LevelPolicy.effective(computed[i], before))
                    .as("period " + i)
                    .isEqualTo(expected[i]);
            before = computed[i];
        }
    }

    private static double raw(double... vector) {
        double[][] columns = new double[vector.length][1];
        for (int i = 0; i < vector.length; i++) {
            columns[i][0] = vector[i];
        }
        double[] raw = new double[1];
        CARD.judge(columns, 1, raw, new boolean[1]);
        return raw[0];
    }

    private static Condition condition(
            String code, int place, Direction direction, double warn, double high, boolean inclusive, double weight) {
        return new Condition(code, place, -1, new Thresholds(direction, warn, high, NO, NO, inclusive), weight);
    }

    @Test
    void moreThanThreeInTenAreTooMany() {
        assertThat(FlagShare.tooMany(0.30)).isFalse();
        assertThat(FlagShare.tooMany(0.3001)).isTrue();
    }
}
