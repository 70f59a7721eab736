package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When two matters of one taxpayer are one piece of work. */
class MergePolicyTest {
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    private static MatterType type(String matterClass, String key, boolean confidential) {
        return new MatterType(
                "T",
                matterClass,
                "D",
                List.of(),
                List.of(),
                false,
                30,
                "DAY",
                10,
                null,
                key,
                72,
                confidential,
                true,
                null);
    }

    @Test
    void sameKeyOrBothManagementWithinTheWindow() {
        MatterType risk = type("MANAGEMENT", "RISK", false);
        MatterType voucher = type("MANAGEMENT", "VOUCHER", false);
        MatterType service = type("SERVICE", "SERVICE", false);
        MatterType audit = type("MANAGEMENT", "RISK", true);
        assertThat(MergePolicy.together(risk, NOON, voucher, NOON)).isTrue();
        assertThat(MergePolicy.together(service, NOON, service, NOON)).isTrue();
        assertThat(MergePolicy.together(risk, NOON, service, NOON)).isFalse();
        assertThat(MergePolicy.together(risk, NOON, audit, NOON)).isFalse();
        Instant edge = NOON.plus(Duration.ofHours(72));
        assertThat(MergePolicy.together(risk, NOON, voucher, edge)).isTrue();
        assertThat(MergePolicy.together(risk, NOON, voucher, edge.plusSeconds(1)))
                .isFalse();
    }
}
