package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;

/** What payers withheld, credit ratings, and what other authorities and platforms tell of the invented firms; it fits their invoices. */
final class SourceFiles {
    private static final int FIRST_MONTH = World.TOLD;

    private final World world;

    SourceFiles(World world) {
        this.world = world;
    }

    void write(Path folder) {
        withholdings(folder);
        incomes(folder);
        ratings(folder);
        utilities(folder);
        shops(folder);
        market(folder);
        scores(folder);
        flags(folder);
        new TradeSourceFiles(world).write(folder);
    }

    /** Who really works with people and machines; a shell does not. */
    private static boolean real(Firm firm) {
        return firm.invoicesPerYear > 0
                && (firm.plant == null || firm.plant.name().startsWith("HONEST") || firm.plant == Plant.NO_CAPACITY);
    }

    private static int staff(Firm firm) {
        return firm.household ? 1 + firm.index % 3 : 3 + firm.index % 9 + firm.invoicesPerYear / 4;
    }

    private void withholdings(Path folder) {
        try (FeedFile file =
                new FeedFile(folder, "withholdings.csv", "tax_id", "period", "headcount", "total_pay", "tax")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "withholding", i);
                for (int m = FIRST_MONTH; m < World.MONTHS - 1 && real(firm); m++) {
                    if (firm.tradesIn(World.month(m)) && !firm.household) {
                        int heads = staff(firm);
                        long cents = heads * (long) dice.between(430_000, 720_000);
                        file.row(
                                firm.taxId,
                                World.month(m),
                                heads,
                                FeedFile.money(cents),
                                FeedFile.money(cents * 2 / 100));
                    }
                }
            }
        }
    }

    /** What the heads of some firms of one province earn there themselves. */
    private void incomes(Path folder) {
        try (FeedFile file =
                new FeedFile(folder, "person_incomes.csv", "person_no", "tax_id", "period", "pay", "tax")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (!real(firm) || firm.household || !firm.province().equals("32")) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "income", i);
                long cents = dice.between(600_000, 2_400_000);
                for (int m = FIRST_MONTH; m < World.MONTHS - 1; m++) {
                    if (firm.tradesIn(World.month(m))) {
                        file.row(
                                PersonFiles.head(firm),
                                firm.taxId,
                                World.month(m),
                                FeedFile.money(cents),
                                FeedFile.money(Math.max(0, cents - 500_000) * 3 / 100));
                    }
                }
            }
        }
    }

    private void ratings(Path folder) {
        try (FeedFile file = new FeedFile(folder, "credit_ratings.csv", "tax_id", "year", "score", "level")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "rating", i);
                boolean known = firm.registered.getYear() < 2024 && !firm.household;
                for (int year = 2023; year <= 2025 && known; year++) {
                    boolean fallen = firm.status.equals("05") && year == 2025 && firm.index % 6 == 0;
                    int score = fallen ? 30 : firm.invoicesPerYear == 0 ? 78 : dice.between(71, 99);
                    String level = score >= 90 ? "A" : firm.invoicesPerYear == 0 ? "M" : score >= 70 ? "B" : "D";
                    file.row(firm.taxId, year, score + ".00", fallen ? "D" : level);
                }
            }
        }
    }

    private void utilities(Path folder) {
        try (FeedFile file =
                new FeedFile(folder, "utility_usage.csv", "tax_id", "uscc", "month", "kwh", "water_t", "gas")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (!real(firm) || firm.household) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "utility", i);
                for (int m = FIRST_MONTH; m < World.MONTHS; m++) {
                    if (firm.tradesIn(World.month(m))) {
                        double kwh = consumed(firm, m) * dice.between(0.8, 1.2);
                        file.row(
                                firm.taxId,
                                firm.taxId,
                                World.month(m),
                                FeedFile.decimal(kwh),
                                FeedFile.decimal(kwh / 90),
                                "0");
                    }
                }
            }
        }
    }

    /** A maker's power goes with what it makes, anybody else's with the premises. */
    private static double consumed(Firm firm, int month) {
        return firm.trade.stage() == Trade.Stage.MAKER
                ? 2 + 12 * firm.unitsSold(month)
                : 900 + firm.monthOutCents[month] / 100_000.0;
    }

    private void shops(Path folder) {
        try (FeedFile file = new FeedFile(
                folder, "ecommerce_sales.csv", "platform", "tax_id", "uscc", "shop", "month", "gmv", "refund")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (!real(firm) || firm.trade.stage() != Trade.Stage.RETAIL || !firm.general || i % 4 != 0) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "shop", i);
                for (int m = FIRST_MONTH; m < World.MONTHS; m++) {
                    long gmv = (long) (firm.monthOutCents[m] * dice.between(0.3, 0.8));
                    if (gmv > 0) {
                        file.row(
                                "示例商城",
                                firm.taxId,
                                firm.taxId,
                                firm.name + "旗舰店",
                                World.month(m),
                                FeedFile.money(gmv),
                                FeedFile.money(gmv * dice.between(1, 6) / 100));
                    }
                }
            }
        }
    }

    /** The market register of one province, as it stood at the end of April. */
    private void market(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "market_reg.csv",
                "tax_id",
                "uscc",
                "status",
                "abnormal_list",
                "annual_report",
                "capital_paid",
                "date")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (firm.province().equals("32")) {
                    boolean gone = firm.status.equals("07");
                    boolean listed = firm.status.equals("05");
                    file.row(
                            firm.taxId,
                            firm.taxId,
                            gone ? "注销" : "存续",
                            listed,
                            gone || listed ? "2023" : "2024",
                            null,
                            LocalDate.of(2026, 4, 30));
                }
            }
        }
    }

    private void scores(Path folder) {
        try (FeedFile file = new FeedFile(folder, "credit_score.csv", "person", "band", "date", "legal_basis")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (firm.province().equals("32") && real(firm) && i % 5 == 0) {
                    int band = 600 + 50 * Dice.of(world.seed, "band", i).below(5);
                    file.row(
                            PersonFiles.head(firm),
                            band + "-" + (band + 50),
                            LocalDate.of(2026, 3, 31),
                            "本人授权书 SQ" + String.format("%06d", i));
                }
            }
        }
    }

    /** The batch of February 2026: a coded flag about capacity and nothing else. */
    private void flags(Path folder) {
        try (FeedFile file =
                new FeedFile(folder, "illness_flag.csv", "person", "flag", "source_batch", "received_at")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of != null) {
                    continue;
                }
                if (firm.plant == Plant.GS_03 || firm.plant == Plant.NO_CAPACITY && firm.index % 3 != 0) {
                    file.row(PersonFiles.head(firm), "NONE_CAPACITY", "2026-02", LocalDate.of(2026, 2, 10));
                }
            }
        }
    }

    static LocalDate in(YearMonth month, int day) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
}
