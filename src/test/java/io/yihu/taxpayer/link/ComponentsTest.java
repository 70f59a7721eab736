package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.taxpayer.link.SurvivorPolicy.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups of parties, what keeps them apart, and the subject a group belongs to. */
class ComponentsTest {
    @Test
    void whatIsForbiddenHoldsThroughAnyChain() {
        Components components = new Components(List.of(1L, 2L, 3L, 4L, -9L));
        components.forbid(1, 4);
        assertThat(components.join(1, 2)).isTrue();
        assertThat(components.join(3, 4)).isTrue();
        assertThat(components.join(2, 3)).as("the chain 1-2-3-4").isFalse();
        assertThat(components.join(2, -9)).isTrue();
        assertThat(components.join(-9, 4)).isFalse();
        assertThat(components.join(1, -9)).as("already one").isTrue();
        assertThat(components.groups()).containsExactlyInAnyOrder(List.of(-9L, 1L, 2L), List.of(3L, 4L));
    }

    @Test
    void livingBeforeMergedRegisteredBeforeExternalThenWishLargestOldest() {
        Member living = new Member(1, 10, 10, false);
        Member merged = new Member(2, 10, 5, false);
        Member external = new Member(3, 4, 4, true);
        Member other = new Member(4, 12, 12, false);
        assertThat(SurvivorPolicy.survivor(List.of(merged, external, living), Set.of(5L, 4L), Map.of()))
                .isEqualTo(10);
        assertThat(SurvivorPolicy.survivor(List.of(living, other), Set.of(12L), Map.of()))
                .isEqualTo(12);
        assertThat(SurvivorPolicy.survivor(List.of(living, other), Set.of(), Map.of(12L, 3L, 10L, 2L)))
                .isEqualTo(12);
        assertThat(SurvivorPolicy.survivor(List.of(living, other), Set.of(), Map.of()))
                .isEqualTo(10);
        assertThat(SurvivorPolicy.survivor(List.of(merged), Set.of(), Map.of())).isEqualTo(5);
    }
}
