package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;

/** One month of the in/out curve; amounts without tax in yuan, null where nothing was loaded. */
public record MonthPoint(
        LocalDate month,
        Integer outCnt,
        BigDecimal outAmt,
        BigDecimal outTax,
        Integer inCnt,
        BigDecimal inAmt,
        BigDecimal inTax,
        Integer voidCnt,
        BigDecimal redAmt,
        BigDecimal payable) {}
