package io.yihu.taxpayer.link;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which subject a group of parties belongs to: one of those its parties were born with, living ones before merged ones,
 * registered before external, wished ones, then the largest, then the oldest.
 */
final class SurvivorPolicy {
    private SurvivorPolicy() {}

    /** A party with its subject of now and the one it was born with. */
    record Member(long partyId, long subjectId, long homeSubjectId, boolean external) {
        boolean atHome() {
            return subjectId == homeSubjectId;
        }
    }

    static long survivor(List<Member> group, Set<Long> wished, Map<Long, Long> sizes) {
        return group.stream()
                .min(Comparator.comparing((Member member) -> !member.atHome())
                        .thenComparing(Member::external)
                        .thenComparing(member -> !wished.contains(member.homeSubjectId()))
                        .thenComparing(member -> -sizes.getOrDefault(member.homeSubjectId(), 0L))
                        .thenComparing(Member::homeSubjectId))
                .orElseThrow()
                .homeSubjectId();
    }
}
