package io.yihu.taxpayer;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Who is what at which taxpayer, from when to when. */
public record PersonRoleRow(
        long personId,
        String personName,
        String idMasked,
        long subjectId,
        String subjectName,
        String taxId,
        String role,
        LocalDate validFrom,
        LocalDate validTo,
        BigDecimal sharePct) {}
