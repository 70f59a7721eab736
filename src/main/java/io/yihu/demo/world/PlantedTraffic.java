package io.yihu.demo.world;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/** A month of a planted firm: what the story says, and nothing of the ordinary where the story is silent. */
final class PlantedTraffic {
    /** GS-01: sales without tax of March and April 2026, cents. */
    private static final long GS_01_MARCH = 820_000_000L;

    private static final long GS_01_APRIL = 650_000_000L;
    private final World world;
    private final InvoiceFiles files;
    private final OrdinaryTraffic ordinary;
    private final GangTraffic gangs;
    private final Map<Integer, Firm[]> pairs = new HashMap<>();

    PlantedTraffic(World world, InvoiceFiles files, OrdinaryTraffic ordinary) {
        this.world = world;
        this.files = files;
        this.ordinary = ordinary;
        this.gangs = new GangTraffic(world, files);
        for (int i = 0; i < world.firms; i++) {
            Firm firm = world.parties[i];
            if (firm.plant == Plant.MUTUAL) {
                Firm[] pair = pairs.computeIfAbsent(firm.ring, ring -> new Firm[2]);
                pair[pair[0] == null ? 0 : 1] = firm;
            }
        }
    }

    void month(Firm firm, YearMonth month, int number, Days days, Dice dice) {
        boolean turned = firm.turning != null && !month.isBefore(YearMonth.from(firm.turning));
        double inputs = 1;
        switch (firm.plant) {
            case GS_01 -> {
                scenario(firm, month, dice);
                return;
            }
            case GS_03 -> {
                return;
            }
            case SHELL_SURGE, GS_10 -> {
                inputs = turned ? 0.02 : 1;
                if (!turned) {
                    ordinary.sales(firm, month, days, dice, 1);
                } else if (month.isBefore(YearMonth.from(firm.turning).plusMonths(2))) {
                    int count = firm.plant == Plant.GS_10 ? dice.between(24, 44) : dice.between(13, 21);
                    nearLimit(firm, days, dice, count, firm.turning, 0.25);
                }
            }
            case NEW_BURST -> {
                inputs = 0;
                burst(firm, month, days, dice);
            }
            case NO_INPUT -> {
                inputs = 0.02;
                nightSales(firm, days, dice, dice.around(firm.invoicesPerYear / 12.0));
            }
            case MUTUAL -> {
                if (turned) {
                    mutual(firm, days, dice);
                } else {
                    ordinary.sales(firm, month, days, dice, 1);
                }
            }
            case VOID_RED -> voided(firm, days, dice, turned, dice.around(firm.invoicesPerYear / 12.0));
            case SHARED_CONTROL -> {
                inputs = 0.15;
                ordinary.sales(firm, month, days, dice, 1);
            }
            case HONEST_GROWTH -> ordinary.sales(growing(firm, turned), month, days, dice, turned ? 2.2 : 1);
            case HONEST_PROJECT -> {
                ordinary.sales(firm, month, days, dice, 1);
                if (month.equals(YearMonth.from(firm.turning))) {
                    project(firm, days, dice);
                }
            }
            case GS_02, GANG_SHELL, GANG_PIPE -> inputs = 0;
            default -> ordinary.sales(firm, month, days, dice, 1);
        }
        if (firm.seat != null) {
            gangs.month(firm, month, dice);
        }
        if (inputs > 0) {
            ordinary.purchases(firm, month, number, days, dice, inputs);
        }
    }

    /** GS-01 exactly: eleven quiet months, the change on 2 March 2026, then 8.2 and 6.5 million just under the limit. */
    private void scenario(Firm firm, YearMonth month, Dice dice) {
        Goods coal = world.catalogue.goods.get("coal");
        if (month.equals(World.FIRST)) {
            files.write(
                    Sale.exactly(firm, outsider(0), LocalDate.of(2025, 4, 14).atTime(10, 20, 5), 300_000, coal), dice);
        }
        if (month.isBefore(YearMonth.of(2026, 3))) {
            files.write(Sale.exactly(firm, outsider(0), month.atDay(14).atTime(10, 20, 5), 300_000, coal), dice);
            return;
        }
        boolean march = month.getMonthValue() == 3;
        long left = march ? GS_01_MARCH : GS_01_APRIL;
        int count = march ? 84 : 67;
        for (int i = 0; i < count; i++) {
            long cents =
                    i == count - 1 ? left : (march ? GS_01_MARCH : GS_01_APRIL) / count + dice.between(-60_000, 60_000);
            left -= cents;
            LocalDate day = month.atDay(march ? 4 + i / 4 : 2 + i / 3);
            files.write(Sale.exactly(firm, outsider(1 + i % 9), Days.at(day, dice, 0.3), cents, coal), dice);
        }
        if (march) {
            Firm seller = world.suppliers.get("coal").get(0);
            files.write(Sale.exactly(seller, firm, LocalDateTime.of(2026, 3, 6, 15, 12, 40), 5_000_000, coal), dice);
            files.write(Sale.exactly(seller, firm, LocalDateTime.of(2026, 3, 20, 9, 41, 8), 5_000_000, coal), dice);
        }
    }

    private Firm outsider(int number) {
        return world.parties[world.firms + number * 37 % (world.parties.length - world.firms)];
    }

    private void nearLimit(Firm firm, Days days, Dice dice, int count, LocalDate from, double night) {
        for (int i = 0; i < count; i++) {
            long cents = dice.between(9_560_000, 9_980_000);
            LocalDateTime at = Days.at(days.after(from, dice), dice, night);
            Firm buyer = outsider(firm.index % 50 + dice.below(12));
            files.write(Sale.exactly(firm, buyer, at, cents, firm.goods()), dice);
        }
    }

    private void burst(Firm firm, YearMonth month, Days days, Dice dice) {
        YearMonth start = YearMonth.from(firm.opened);
        if (month.equals(start)) {
            for (int i = 0; i < 25; i++) {
                LocalDate day = firm.opened.plusDays(dice.below(6));
                if (YearMonth.from(day).equals(month)) {
                    long cents = dice.between(9_510_000, 9_990_000);
                    Firm buyer = outsider(firm.index % 60 + dice.below(8));
                    files.write(Sale.exactly(firm, buyer, Days.at(day, dice, 0.2), cents, firm.goods()), dice);
                }
            }
        } else if (month.equals(start.plusMonths(1))) {
            nearLimit(firm, days, dice, dice.between(14, 25), month.atDay(1), 0.2);
        }
    }

    private void nightSales(Firm firm, Days days, Dice dice, int count) {
        for (int i = 0; i < count; i++) {
            LocalDateTime at = Days.at(days.moment(dice, firm.trade).toLocalDate(), dice, 0.45);
            double yuan = firm.ticket * Math.exp(0.25 * dice.normal());
            Firm buyer = outsider(firm.index % 70 + dice.below(14));
            files.write(Sale.about(firm, buyer, at, yuan, firm.goods()), dice);
        }
    }

    private void mutual(Firm firm, Days days, Dice dice) {
        Firm[] pair = pairs.get(firm.ring);
        Firm other = pair[0] == firm ? pair[1] : pair[0];
        Goods goods = pair[0].goods();
        for (int i = 0; i < 4; i++) {
            long cents = dice.between(6_200_000, 9_300_000);
            files.write(Sale.exactly(firm, other, days.moment(dice, firm.trade), cents, goods), dice);
        }
    }

    private void voided(Firm firm, Days days, Dice dice, boolean turned, int count) {
        for (int i = 0; i < count; i++) {
            int customer = firm.customers[dice.below(firm.customers.length)];
            Firm buyer = customer == Customers.CONSUMER ? null : world.parties[customer];
            double yuan = firm.ticket * Math.exp(0.3 * dice.normal());
            files.write(
                    new Sale(
                            firm,
                            buyer,
                            days.moment(dice, firm.trade),
                            Math.round(yuan * 100),
                            false,
                            firm.goods(),
                            1,
                            turned ? 0.34 : 0.012,
                            turned ? 0.22 : 0.01),
                    dice);
        }
    }

    private static Firm growing(Firm firm, boolean turned) {
        if (turned && firm.ticket < 5_000) {
            firm.ticket *= 6;
        }
        return firm;
    }

    private void project(Firm firm, Days days, Dice dice) {
        for (int i = 0; i < 9; i++) {
            Firm buyer = outsider(firm.index % 40 + i % 4);
            LocalDateTime at = Days.at(days.after(firm.turning, dice), dice, 0);
            files.write(Sale.about(firm, buyer, at, dice.between(42_000, 84_000), firm.goods()), dice);
        }
    }
}
