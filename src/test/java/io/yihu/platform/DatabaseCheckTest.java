package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseCheckTest {
    @Test
    void anOldServerIsRefused() {
        assertThatThrownBy(() -> new DatabaseCheck(140_012, "14.12", "C.UTF-8", null).refuse(true))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("14.12");
        assertThatCode(() -> new DatabaseCheck(150_000, "15.0", "C.UTF-8", null).refuse(true))
                .doesNotThrowAnyException();
    }

    @Test
    void aCharacterTypeWithoutChineseIsRefused() {
        assertThatThrownBy(() -> new DatabaseCheck(180_000, "18.0", "C", null).refuse(true))
                .hasMessageContaining("lc_ctype");
        assertThatThrownBy(() -> new DatabaseCheck(180_000, "18.0", "POSIX", null).refuse(true))
                .hasMessageContaining("lc_ctype");
    }

    @Test
    void productionRefusesADemoDatabaseAndDemoDoesNot() {
        DatabaseCheck demo = new DatabaseCheck(180_000, "18.0", "C.UTF-8", "demo");
        assertThatThrownBy(() -> demo.refuse(false)).hasMessageContaining("演示");
        assertThatCode(() -> demo.refuse(true)).doesNotThrowAnyException();
    }
}
