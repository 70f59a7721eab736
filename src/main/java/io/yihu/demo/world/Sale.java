package io.yihu.demo.world;

import java.time.LocalDateTime;

/**
 * One thing sold, before it becomes an invoice.
 *
 * @param buyer null when the buyer gives no tax id
 * @param cents amount without tax, to be met about or exactly
 * @param priceLevel 1 = list price
 * @param voidChance probability that it is voided (tax-control devices only)
 * @param redChance probability that a red letter follows
 */
record Sale(
        Firm seller,
        Firm buyer,
        LocalDateTime at,
        long cents,
        boolean exact,
        Goods goods,
        double priceLevel,
        double voidChance,
        double redChance) {
    /** Those who issue often err now and then. */
    static Sale about(Firm seller, Firm buyer, LocalDateTime at, double yuan, Goods goods) {
        return new Sale(
                seller,
                buyer,
                at,
                Math.round(yuan * 100),
                false,
                goods,
                seller.markup(),
                seller.seldom() ? 0 : 0.013,
                seller.seldom() ? 0 : 0.024);
    }

    static Sale stock(Firm seller, Firm buyer, LocalDateTime at, double yuan, Goods goods, double priceLevel) {
        return new Sale(seller, buyer, at, Math.round(yuan * 100), false, goods, priceLevel, 0, 0.002);
    }

    static Sale exactly(Firm seller, Firm buyer, LocalDateTime at, long cents, Goods goods) {
        return new Sale(seller, buyer, at, cents, true, goods, 1, 0, 0);
    }
}
