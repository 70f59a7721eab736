package io.yihu.invoice;

import java.time.LocalDate;

/**
 * Something about an invoice that does not fit.
 *
 * @param kind SIDES or REPEAT
 * @param kept JSON of what stands
 * @param refused JSON of what was not taken
 */
public record ConflictRow(
        long id,
        String kind,
        LocalDate month,
        String code,
        String number,
        String kept,
        String refused,
        long batchId,
        long lineNo) {}
