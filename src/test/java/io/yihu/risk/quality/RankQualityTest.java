package io.yihu.risk.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.yihu.platform.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The area under the curve against counting pairs, its interval against a case worked out by hand, lists as people write them. */
class RankQualityTest {
    /**
     * Wins of 3, 5, 5 against 1, 3, 4, 2: 2.5, 4, 4 of 4. Losses of 1, 3, 4, 2: 3, 2.5, 2, 3 of 3. Their variances about 0.875 are
     * 0.046875 and 0.0254630, so the deviation is the root of 0.046875 / 3 + 0.0254630 / 4 = 0.0219907, that is 0.1482927.
     */
    @Test
    void aCaseByHand() {
        RankQuality quality = RankQuality.of(new double[] {3, 5, 5}, new double[] {1, 3, 4, 2});
        assertThat(quality.area()).isCloseTo(0.875, within(1e-12));
        assertThat(quality.low()).isCloseTo(0.875 - 1.959964 * 0.1482927, within(1e-6));
        assertThat(quality.high()).isEqualTo(1);
        assertThat(quality.distinct()).isTrue();
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            double[] bad = scores(random, 1 + random.nextInt(40));
            double[] good = scores(random, 1 + random.nextInt(40));
            double wins = Arrays.stream(bad)
                    .flatMap(b -> Arrays.stream(good).map(g -> b > g ? 1 : b == g ? 0.5 : 0))
                    .sum();
            assertThat(RankQuality.of(bad, good).area()).isCloseTo(wins / bad.length / good.length, within(1e-12));
            List<RankQuality.Point> curve = RankQuality.curve(bad, good);
            assertThat(curve).hasSize(21);
            assertThat(curve.get(20).caught()).isEqualTo(1);
            assertThat(curve).isSortedAccordingTo((a, b) -> Double.compare(a.caught(), b.caught()));
        }
    }

    @Test
    void nothingIsSaidOfOneSide() {
        assertThat(RankQuality.of(new double[0], new double[] {1}).area()).isNull();
        RankQuality tiny = RankQuality.of(new double[] {2}, new double[] {1, 3});
        assertThat(tiny.area()).isEqualTo(0.5);
        assertThat(tiny.low()).isNull();
        assertThat(tiny.distinct()).isFalse();
    }

    @Test
    void aTieIsCutInProportion() {
        List<RankQuality.Point> curve = RankQuality.curve(new double[] {1, 1}, new double[] {1, 1, 1, 1});
        assertThat(curve.get(10).caught()).isCloseTo(0.5, within(1e-12));
        List<RankQuality.Point> best = RankQuality.curve(new double[] {9, 8}, new double[] {1, 2});
        assertThat(best.get(0).caught()).isEqualTo(1);
    }

    @Test
    void listsAreReadAsTheyAreWritten() {
        assertThat(OutcomeLines.read("\uFEFF税号,是否违约\r\nA1,是\n\nb2\t0\nC3；否\nA1, 1"))
                .hasSize(3)
                .containsEntry("A1", true)
                .containsEntry("B2", false)
                .containsEntry("C3", false);
        refused("A1,是\nB2,也许", "risk.outcome.badLine");
        refused("A1,是\nB2", "risk.outcome.badLine");
        refused("A1,是\nA1,否", "risk.outcome.twice");
        refused("A1,是\nB2,是", "risk.outcome.oneSided");
        refused("", "risk.outcome.oneSided");
        refused(null, "risk.outcome.oneSided");
    }

    private static void refused(String text, String key) {
        assertThatThrownBy(() -> OutcomeLines.read(text))
                .isInstanceOf(Refusal.class)
                .hasMessage(key);
    }

    private static double[] scores(Random random, int n) {
        return random.ints(n, 0, 12).asDoubleStream().toArray();
    }
}
