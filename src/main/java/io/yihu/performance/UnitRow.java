package io.yihu.performance;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A unit event: one task's share in a score.
 *
 * @param corrects unit this one corrects, by an appeal that was upheld
 * @param also other indicators of the month the same fact counts in, once each
 * @param reachable false where the taxpayer belongs to an office outside the reader's scope: no name then
 */
public record UnitRow(
        long unitId,
        long subjectId,
        String subjectName,
        Long officerId,
        String officerName,
        long officeId,
        String officeName,
        Instant at,
        BigDecimal num,
        BigDecimal den,
        String source,
        boolean reachable,
        Long corrects,
        String also) {}
