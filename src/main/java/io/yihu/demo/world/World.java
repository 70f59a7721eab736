package io.yihu.demo.world;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that exists: firms by index, outsiders after them. */
final class World {
    /** Months of the invoices, oldest first. */
    static final YearMonth FIRST = YearMonth.of(2025, 5);

    static final int MONTHS = 12;
    /** The first month that sources beside invoices tell of: the last six are. */
    static final int TOLD = MONTHS - 6;

    final DemoSize size;
    final long seed;
    final Catalogue catalogue = new Catalogue();
    final NameMaker names = new NameMaker(catalogue);
    final OfficePlan offices;
    final Firm[] parties;
    final int firms;
    /** Outsiders that sell a kind of goods, by its id. */
    final Map<String, List<Firm>> suppliers = new HashMap<>();

    /** Slips and gaps in the register. */
    final boolean noisy;

    World(DemoSize size, long seed) {
        this(size, seed, false);
    }

    World(DemoSize size, long seed, boolean noisy) {
        this.size = size;
        this.noisy = noisy;
        this.seed = seed;
        offices = new OfficePlan(catalogue, names, size, seed);
        firms = size.registrations();
        parties = new Firm[firms + size.outsiders()];
        new FirmPlan(this).fill();
        for (int i = firms; i < parties.length; i++) {
            for (Goods goods : parties[i].trade.outputs()) {
                suppliers.computeIfAbsent(goods.id(), id -> new ArrayList<>()).add(parties[i]);
            }
        }
    }

    /** One of the seller's steady customers that has a tax id, null where none is found. */
    Firm customer(Firm seller, Dice dice) {
        for (int tries = 0; tries < 6 && seller.customers.length > 0; tries++) {
            int customer = seller.customers[dice.below(seller.customers.length)];
            if (customer != Customers.CONSUMER) {
                return parties[customer];
            }
        }
        return null;
    }

    static YearMonth month(int number) {
        return FIRST.plusMonths(number);
    }
}
