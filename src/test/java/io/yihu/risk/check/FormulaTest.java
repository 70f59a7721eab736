package io.yihu.risk.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arithmetic over quantities that may be unknown. */
class FormulaTest {
    private static double of(String text) {
        Map<String, Double> known = Map.of("a", 6.0, "b", 4.0, "zero", 0.0);
        return new Formula(text).value(name -> known.getOrDefault(name, Double.NaN));
    }

    @Test
    void operatorsBindAsInMathematics() {
        assertThat(of("1 + 2 * 3 - 4 / 2")).isEqualTo(5);
        assertThat(of("(1 + 2) * 3")).isEqualTo(9);
        assertThat(of("-a + max(a, b, 7)")).isEqualTo(1);
        assertThat(of("a > b && b >= 4 ? a / b : 0")).isEqualTo(1.5);
        assertThat(of("a < b || !(b == 4) ? 1 : min(a, b)")).isEqualTo(4);
        assertThat(of("abs(b - a)")).isEqualTo(2);
    }

    @Test
    void whatIsNotKnownIsNeverANumber() {
        assertThat(of("x + 1")).isNaN();
        assertThat(of("a / zero")).isNaN();
        assertThat(of("x > 1 ? 5 : 6")).isNaN();
        assertThat(of("known(x) ? 1 : 2")).isEqualTo(2);
        assertThat(of("or0(x) + a")).isEqualTo(6);
        assertThat(of("none")).isNaN();
        assertThat(of("a > b && x > 1 ? 1 : 2")).isNaN();
        assertThat(of("b > a && x > 1 ? 1 : 2")).isEqualTo(2);
    }

    @Test
    void nonsenseIsRefusedWhenItIsRead() {
        for (String text : new String[] {"", "a +", "(a", "a b", "foo(a)", "a ? b"}) {
            assertThatThrownBy(() -> new Formula(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
