package io.yihu.demo.world;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/** Keeps the running totals of seller and buyer. */
final class Ledger {
    private Ledger() {}

    /** Amounts without tax, negative for a red letter. */
    static void book(Firm seller, Firm buyer, LocalDateTime at, long cents, long tax) {
        int month = month(at.toLocalDate());
        if (month >= 0 && month < World.MONTHS) {
            seller.monthOutCents[month] += cents;
            seller.monthOutTax[month] += tax;
            if (seller.receivable != null && month >= World.TOLD) {
                seller.receivable.get(month - World.TOLD).merge(buyer == null ? seller : buyer, cents + tax, Long::sum);
            }
        }
        seller.outCents += cents;
        if (buyer != null) {
            buyer.inCents += cents;
        }
    }

    /** Units of the goods either side mainly deals in. */
    static void move(Firm seller, Firm buyer, Goods goods, double qty) {
        if (seller.goods() == goods) {
            seller.soldUnits += qty;
        }
        if (buyer != null && buyer.goods() == goods) {
            buyer.boughtUnits += qty;
        }
    }

    /** Number of the month in the invented year, 0 is the first. */
    static int month(LocalDate day) {
        return (int) ChronoUnit.MONTHS.between(World.FIRST, YearMonth.from(day));
    }
}
