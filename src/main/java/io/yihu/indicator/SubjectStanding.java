package io.yihu.indicator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a judgement module rates a taxpayer now; owned here, so that others may ask without knowing who judges. */
public interface SubjectStanding {
    /** Empty where the taxpayer was never judged. */
    Optional<Standing> of(long subjectId);

    /** Levels of many, HIGH where a hard rule says so; who was never judged is missing. */
    Map<Long, String> levels(Collection<Long> subjectIds);

    /**
     * The newest judgement.
     *
     * @param hits codes of the indicators past their warning threshold
     */
    record Standing(String level, double score, boolean hard, Long findingId, List<String> hits) {}
}
