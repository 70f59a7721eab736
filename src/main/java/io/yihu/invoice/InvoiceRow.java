package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.Instant;

/** One invoice as one of its sides sees it, with where it came from. */
public record InvoiceRow(
        String digest,
        String side,
        String kind,
        String code,
        String number,
        Instant issueTime,
        Long counterSubjectId,
        String counterName,
        String counterTaxId,
        BigDecimal amount,
        BigDecimal tax,
        BigDecimal total,
        String status,
        boolean blue,
        String redOfCode,
        String redOfNumber,
        String managementStatus,
        long batchId,
        long lineNo) {}
