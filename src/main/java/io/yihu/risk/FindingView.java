package io.yihu.risk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A finding explained.
 *
 * @param computed level this period alone would have; {@code level} may still be held by the period before
 * @param listing WHITE or GREY where a list took part
 * @param overridden the level is a decision of two persons
 * @param localVariant judged by a local variant of the national model
 * @param noData how many indicators of the model had no data
 */
public record FindingView(
        long id,
        long runId,
        long subjectId,
        String subjectName,
        String taxId,
        String officeName,
        LocalDate period,
        LocalDate asOf,
        String level,
        String computed,
        double score,
        boolean hard,
        String listing,
        boolean overridden,
        boolean localVariant,
        String model,
        int modelVersion,
        Instant createdAt,
        Long matterId,
        Long taskId,
        long noData,
        List<HitRow> hits) {}
