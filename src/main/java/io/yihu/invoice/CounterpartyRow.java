package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * All dealings with one counterparty in a span of months.
 *
 * @param visible the actor may open the counterparty's file
 */
public record CounterpartyRow(
        long subjectId,
        String name,
        String taxId,
        boolean external,
        boolean visible,
        long cnt,
        BigDecimal amt,
        BigDecimal tax,
        int months,
        LocalDate firstDate,
        LocalDate lastDate) {}
