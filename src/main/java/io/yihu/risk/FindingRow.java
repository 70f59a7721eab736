package io.yihu.risk;

import java.time.LocalDate;
import java.util.List;

/** A finding in a list; codes by contribution, greatest first. */
public record FindingRow(
        long id,
        long runId,
        long subjectId,
        String subjectName,
        String taxId,
        String officeName,
        LocalDate period,
        String level,
        double score,
        boolean hard,
        List<String> codes,
        Long matterId,
        Long taskId) {}
