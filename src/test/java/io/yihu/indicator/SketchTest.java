package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SketchTest {
    @Test
    void quantilesAreThoseOfTheSortedValuesWithinHalfAPerCent() {
        Random random = new Random(7);
        double[] values = random.doubles(20_000)
                .map(x -> (x < 0.3 ? -1 : 1) * Math.exp(20 * x - 5))
                .toArray();
        Sketch sketch = Sketch.of(Arrays.copyOf(values, 9_000), 9_000);
        sketch.add(Sketch.of(Arrays.copyOfRange(values, 9_000, 20_000), 11_000));
        Arrays.sort(values);
        for (double q : new double[] {0.01, 0.1, 0.5, 0.9, 0.99}) {
            double exact = values[(int) Math.floor(q * 19_999)];
            assertThat(sketch.quantile(q)).as("q " + q).isCloseTo(exact, within(Math.abs(exact) * 0.005));
        }
        assertThat(sketch.minimum()).isEqualTo(values[0]);
        assertThat(sketch.maximum()).isEqualTo(values[19_999]);
    }

    @Test
    void smallNumbersAreExactAndNoDataIsNoValue() {
        Sketch sketch = Sketch.of(new double[] {3, Double.NaN, 0, 3, Double.NaN, 7}, 6);
        assertThat(sketch.subjects()).isEqualTo(6);
        assertThat(sketch.known()).isEqualTo(4);
        assertThat(sketch.quantile(0.5)).isEqualTo(3.0);
        assertThat(sketch.histogram(20))
                .containsExactly(new Sketch.Bar(0, 0, 1), new Sketch.Bar(3, 3, 2), new Sketch.Bar(7, 7, 1));
        assertThat(Sketch.of(new double[] {Double.NaN}, 1).quantile(0.5)).isNull();
        assertThat(Sketch.of(new double[] {Double.NaN}, 1).minimum()).isNull();
    }

    @Test
    void stabilityIsTheTextbookSum() {
        double[] before = new double[100];
        double[] now = new double[100];
        for (int i = 0; i < 100; i++) {
            before[i] = i < 80 ? 1 : 2;
            now[i] = i < 50 ? 1 : i < 90 ? 2 : Double.NaN;
        }
        double expected = (0.5 - 0.8) * Math.log(0.5 / 0.8)
                + (0.4 - 0.2) * Math.log(0.4 / 0.2)
                + (0.1 - 1e-4) * Math.log(0.1 / 1e-4);
        assertThat(Sketch.of(now, 100).stability(Sketch.of(before, 100))).isCloseTo(expected, within(1e-12));
        assertThat(Sketch.of(before, 100).stability(Sketch.of(before, 100))).isZero();
    }
}
