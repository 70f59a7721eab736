package io.yihu.taxpayer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The last months of a tax id's invoices, for those who decide whether two tax ids are one taxpayer. */
public interface PartyMonths {
    /** Sums of one month, yuan. */
    record Month(LocalDate month, long outCount, BigDecimal outAmount, long inCount, BigDecimal inAmount) {}

    /** Newest first, only months with invoices. */
    List<Month> last(long partyId, int months);
}
