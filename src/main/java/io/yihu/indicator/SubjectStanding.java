package io.yihu.indicator;

import java.util.List;
import java.util.Optional;

/** How a judgement module rates a taxpayer now; owned here, so that others may ask without knowing who judges. */
public interface SubjectStanding {
    /** Empty where the taxpayer was never judged. */
    Optional<Standing> of(long subjectId);

    /**
     * The newest judgement.
     *
     * @param hits codes of the indicators past their warning threshold
     */
    record Standing(String level, double score, boolean hard, Long findingId, List<String> hits) {}
}
