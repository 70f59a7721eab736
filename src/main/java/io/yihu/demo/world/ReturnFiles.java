package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;

/** VAT returns that follow from the invoices: monthly for general taxpayers, quarterly for small ones. */
final class ReturnFiles {
    private final World world;

    ReturnFiles(World world) {
        this.world = world;
    }

    void write(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "vat_returns.csv",
                "tax_id",
                "period",
                "filed_at",
                "due_date",
                "sales_general",
                "sales_simple",
                "sales_exempt",
                "sales_export",
                "r11",
                "r12",
                "r13",
                "r14",
                "r17",
                "r18",
                "r19",
                "r20",
                "r21",
                "r23",
                "r24",
                "r34")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                Dice dice = Dice.of(world.seed, "returns", i);
                if (firm.invoicesPerYear > 0 && firm.general) {
                    monthly(file, firm, dice);
                } else if (firm.invoicesPerYear > 0) {
                    quarterly(file, firm, dice);
                }
            }
        }
    }

    private void monthly(FeedFile file, Firm firm, Dice dice) {
        long credit = 0;
        for (int m = 0; m < World.MONTHS - 1; m++) {
            YearMonth month = World.month(m);
            if (!firm.tradesIn(month)) {
                continue;
            }
            long output = firm.monthOutTax[m];
            long input = firm.monthInTax[m];
            long available = input + credit;
            long used = Math.max(0, Math.min(available, output));
            long due = output - used;
            long before = credit;
            credit = available - used;
            LocalDate day = filed(month, dice);
            file.row(
                    firm.taxId,
                    month,
                    day + "T" + dice.between(10, 17) + ":20:00",
                    due(month),
                    money(firm.monthOutCents[m]),
                    "0.00",
                    "0.00",
                    firm.exported == null ? "0.00" : money(firm.exported[m]),
                    money(output),
                    money(input),
                    money(before),
                    "0.00",
                    money(available),
                    money(used),
                    money(due),
                    money(credit),
                    "0.00",
                    "0.00",
                    money(due),
                    money(due));
        }
    }

    private void quarterly(FeedFile file, Firm firm, Dice dice) {
        for (int m = 1; m < World.MONTHS; m += 3) {
            YearMonth end = World.month(m);
            if (!firm.tradesIn(end)) {
                continue;
            }
            long sales = 0;
            long tax = 0;
            for (int k = Math.max(0, m - 2); k <= m; k++) {
                sales += firm.monthOutCents[k];
                tax += firm.monthOutTax[k];
            }
            file.row(
                    firm.taxId,
                    end,
                    filed(end, dice) + "T15:05:00",
                    due(end),
                    "0.00",
                    money(sales),
                    "0.00",
                    "0.00",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    money(tax),
                    "0.00",
                    money(tax),
                    money(tax));
        }
    }

    private static LocalDate due(YearMonth month) {
        return month.plusMonths(1).atDay(20);
    }

    private static LocalDate filed(YearMonth month, Dice dice) {
        return month.plusMonths(1).atDay(dice.chance(0.998) ? dice.between(3, 19) : dice.between(21, 28));
    }

    private static String money(long cents) {
        return FeedFile.money(cents);
    }
}
