package io.yihu.demo.world;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;

/** A month of honest trade: sales to steady customers, then purchases that keep the shelves filled. */
final class OrdinaryTraffic {
    private final World world;
    private final InvoiceFiles files;

    OrdinaryTraffic(World world, InvoiceFiles files) {
        this.world = world;
        this.files = files;
    }

    void sales(Firm firm, YearMonth month, Days days, Dice dice, double factor) {
        if (firm.invoicesPerYear == 0 || !firm.tradesIn(month)) {
            return;
        }
        int count = firm.seldom()
                ? steady(firm, month, factor)
                : dice.around(firm.invoicesPerYear / 12.0 * Days.season(month) * factor);
        for (int i = 0; i < count; i++) {
            int customer = firm.customers[(int) ((dice.unit() * 0.6 + 0.4 * dice.unit()) * firm.customers.length)];
            Firm buyer = customer == Customers.CONSUMER ? null : world.parties[customer];
            double yuan = firm.ticket
                    * Math.exp((firm.seldom() ? 0.12 : 0.35) * dice.normal())
                    * (buyer == null && !firm.seldom() ? 0.5 : 1);
            LocalDateTime at = firm.seldom() ? days.quiet(dice) : days.moment(dice, firm.trade);
            if (firm.opened != null && at.toLocalDate().isBefore(firm.opened)) {
                at = firm.opened.atTime(at.toLocalTime());
            }
            files.write(Sale.about(firm, buyer, at, yuan, firm.goods()), dice);
        }
    }

    /** Those who issue seldom do so at even distances: chance alone makes no surge. */
    private static int steady(Firm firm, YearMonth month, double factor) {
        double each = firm.invoicesPerYear / 12.0 * factor;
        int before = Ledger.month(month.atDay(1));
        double phase = firm.index % 10 / 10.0;
        return (int) (Math.floor((before + 1) * each + phase) - Math.floor(before * each + phase));
    }

    /** What goods cost of their selling price; nobody here lives on less than a quarter. */
    private static double level(Firm firm) {
        return Math.min(0.73, firm.trade.cost() + (firm.index % 11 - 5) * 0.008);
    }

    /** Buys from outside what was sold and not yet bought; in the first month also the opening stock. */
    void purchases(Firm firm, YearMonth month, int number, Days days, Dice dice, double share) {
        if (firm.invoicesPerYear == 0
                || !firm.tradesIn(month)
                || firm.trade.inputs().isEmpty()) {
            return;
        }
        if (firm.trade.deals()) {
            restock(firm, month, number, days, dice, share);
            return;
        }
        double cost = level(firm) * share;
        double stock = firm.invoicesPerYear / 12.0 * firm.ticket * 100 * 0.9;
        double missing = cost * (firm.outCents + stock) - firm.inCents;
        double smallest = Math.max(900_000, firm.ticket * 55);
        if (missing < smallest) {
            return;
        }
        int count = missing > 60_000_000 ? 3 : missing > 15_000_000 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            List<Goods> inputs = firm.trade.inputs();
            Goods goods = inputs.get((number + i) % inputs.size());
            Firm seller = supplier(firm, goods, dice);
            LocalDateTime at =
                    number == 0 ? Days.at(month.atDay(dice.between(6, 9)), dice, 0) : days.moment(dice, seller.trade);
            if (firm.opened != null && at.toLocalDate().isBefore(firm.opened)) {
                at = firm.opened.atTime(at.toLocalTime());
            }
            files.write(Sale.about(seller, firm, at, missing / 100 / count, goods), dice);
        }
    }

    /** A dealer keeps the shelves filled: what was sold and some stock, bought below the selling price. */
    private void restock(Firm firm, YearMonth month, int number, Days days, Dice dice, double share) {
        Goods goods = firm.goods();
        boolean small = firm.invoicesPerYear <= 10;
        double yearly = firm.invoicesPerYear * firm.ticket / (goods.price() * firm.markup());
        double stock = small
                ? Math.max(yearly * 1.6, firm.invoicesPerYear * 2.0)
                : Math.max(yearly / 12 * (firm.seldom() ? 3.5 : 1.5), firm.seldom() ? 6 : 0);
        double missing = (firm.soldUnits + stock) * share - firm.boughtUnits;
        double level = level(firm) * firm.markup();
        double yuan = missing * goods.price() * level;
        boolean first = firm.boughtUnits == 0;
        if (yuan < (first ? 300 : Math.max(6_000, firm.ticket * 0.6))) {
            return;
        }
        LocalDateTime at = first ? Days.at(month.atDay(dice.between(6, 9)), dice, 0) : days.moment(dice, firm.trade);
        if (firm.opened != null && at.toLocalDate().isBefore(firm.opened)) {
            at = firm.opened.atTime(at.toLocalTime());
        }
        files.write(Sale.stock(supplier(firm, goods, dice), firm, at, yuan, goods, level), dice);
    }

    private Firm supplier(Firm firm, Goods goods, Dice dice) {
        List<Firm> list = world.suppliers.getOrDefault(goods.id(), world.suppliers.get("hardware"));
        return list.get(
                Math.floorMod(firm.index * 31 + dice.below(3) * 7 + goods.id().hashCode(), list.size()));
    }
}
