package io.yihu.demo.world;

import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * What second registrations of one enterprise sell under their own numbers, so that a file shows more than its main number issued.
 * Written last: numbers and chances of all other invoices stay as they are without it.
 */
final class TwinTraffic {
    private final World world;
    private final InvoiceFiles files;

    TwinTraffic(World world, InvoiceFiles files) {
        this.world = world;
        this.files = files;
    }

    void write() {
        for (int m = 0; m < World.MONTHS; m++) {
            YearMonth month = World.month(m);
            Days days = new Days(month);
            for (int i = 0; i < world.firms; i++) {
                Firm twin = world.parties[i];
                if (twin.of != null && twin.invoicesPerYear > 0 && !month.isBefore(YearMonth.from(twin.registered))) {
                    sell(twin, month, days, Dice.of(world.seed, "twin" + m, i));
                }
            }
            files.settleReds(month, days, Dice.of(world.seed, "twinred", m));
        }
    }

    /** The goods of the enterprise to outsiders, who keep no stock here. */
    private void sell(Firm twin, YearMonth month, Days days, Dice dice) {
        int count = dice.around(twin.invoicesPerYear / 12.0 * Days.season(month));
        for (int i = 0; i < count; i++) {
            Firm buyer = dice.chance(0.4)
                    ? null
                    : world.parties[world.firms + dice.below(world.parties.length - world.firms)];
            LocalDateTime at = days.moment(dice, twin.of.trade);
            files.write(
                    Sale.about(twin, buyer, at, twin.ticket * Math.exp(0.35 * dice.normal()), twin.of.goods()), dice);
        }
    }
}
