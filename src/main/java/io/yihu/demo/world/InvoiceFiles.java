package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns sales into invoices, voids and red letters, and keeps the totals that returns and purchases need. */
final class InvoiceFiles implements AutoCloseable {
    private final InvoiceRows rows;
    private final Map<YearMonth, List<Red>> reds = new HashMap<>();
    private long serial;

    /** A red letter to come. */
    private record Red(
            Firm seller,
            Firm buyer,
            LocalDate blueDay,
            String code,
            String number,
            long cents,
            long tax,
            Goods goods,
            double qty,
            double rate,
            String kind) {}

    private static final double CARRIAGE_RATE = 0.09;

    InvoiceFiles(Path folder) {
        rows = new InvoiceRows(folder);
    }

    long rows() {
        return rows.count();
    }

    void write(Sale sale, Dice dice) {
        Firm seller = sale.seller();
        Goods goods = sale.goods();
        double rate = seller.general ? goods.rate() : 0.01;
        double qty = 1;
        double price = sale.cents() / 100.0;
        long cents = sale.cents();
        if (!sale.exact()) {
            cents = awayFromLimit(cents, dice);
        }
        if (!goods.service()) {
            price = goods.price() * sale.priceLevel() * dice.between(0.96, 1.04);
            qty = Math.max(1, Math.round(cents / 100.0 / price));
            if (sale.exact()) {
                price = cents / 100.0 / qty;
            } else {
                price = Math.round(price * 100) / 100.0;
                cents = Math.round(qty * price * 100);
            }
        }
        price = cents / 100.0 / qty;
        long tax = Math.round(cents * rate);
        boolean business = sale.buyer() != null && (sale.buyer().general || sale.buyer().outsider);
        boolean special = seller.general && business;
        String kind = kind(seller, special);
        String code = seller.taxControl ? code(seller, sale.at(), special) : "";
        String number = number(seller, sale.at());
        String status = "NORMAL";
        if (seller.taxControl && dice.chance(sale.voidChance())) {
            status = "VOID";
        } else if (dice.chance(sale.redChance())) {
            status = scheduleRed(sale, dice, kind, code, number, cents, tax, qty, rate);
        }
        long goodsTax = tax;
        long goodsCents = cents;
        long carriage = status.equals("NORMAL") ? carriage(sale, cents) : 0;
        long carriageTax = Math.round(carriage * (seller.general ? CARRIAGE_RATE : rate));
        cents += carriage;
        tax += carriageTax;
        rows.head(kind, code, number, sale.at(), seller, sale.buyer(), cents, tax, status, "true", "", "", dice);
        rows.item(code, number, seller, goods, qty, price, goodsCents, rate, goodsTax);
        if (carriage > 0) {
            rows.carriage(code, number, seller, carriage, seller.general ? CARRIAGE_RATE : rate, carriageTax);
        }
        if (!status.equals("VOID")) {
            Ledger.book(seller, sale.buyer(), sale.at(), cents, tax);
            Ledger.move(seller, sale.buyer(), goods, qty);
            if (special && !sale.buyer().outsider && !status.equals("RED_FULL") && !opening(sale)) {
                rows.claim(code, number, seller, sale.buyer(), sale.at().toLocalDate(), tax, dice);
            }
        }
    }

    /** What filled the shelves before the invented year was claimed long ago. */
    private static boolean opening(Sale sale) {
        return sale.seller().outsider
                && YearMonth.from(sale.at()).equals(World.FIRST)
                && sale.at().getDayOfMonth() <= 9;
    }

    /** Two of three deliveries of honest goods to a business carries its freight: what a firm that works has among its costs. */
    private long carriage(Sale sale, long cents) {
        boolean delivered = sale.seller().plant == null && sale.buyer() != null && !sale.exact();
        if (!delivered || sale.goods().service() || serial % 3 == 0) {
            return 0;
        }
        return cents * (5 + serial % 5) / 100;
    }

    /** Honest prices rarely stop just under a power of ten. */
    private static long awayFromLimit(long cents, Dice dice) {
        double limit = Math.pow(10, Math.ceil(Math.log10(cents / 100.0)));
        boolean near = cents / 100.0 >= 0.95 * limit && limit >= 10_000;
        return near && dice.chance(0.9) ? Math.round(cents * 0.86) : cents;
    }

    private static String kind(Firm seller, boolean special) {
        if (special && seller.specialKind != null) {
            return seller.specialKind;
        }
        if (!seller.taxControl) {
            return special ? "DIGITAL_SPECIAL" : "DIGITAL_NORMAL";
        }
        return special ? (seller.index % 3 == 0 ? "PAPER_SPECIAL" : "E_SPECIAL") : "E_NORMAL";
    }

    private static String code(Firm seller, LocalDateTime at, boolean special) {
        return "0" + seller.division.substring(0, 4) + at.getYear() % 100 + "999" + (special ? "13" : "11");
    }

    private String number(Firm seller, LocalDateTime at) {
        serial++;
        return seller.taxControl
                ? String.format("%08d", serial % 100_000_000)
                : "" + at.getYear() % 100 + seller.province() + "2" + (900_000_000_000_000L + serial);
    }

    private String scheduleRed(
            Sale sale,
            Dice dice,
            String kind,
            String code,
            String number,
            long cents,
            long tax,
            double qty,
            double rate) {
        boolean full = dice.chance(0.7);
        double share = full ? 1 : dice.between(0.2, 0.6);
        YearMonth month = YearMonth.from(sale.at()).plusMonths(dice.chance(0.45) ? 0 : dice.between(1, 2));
        if (month.isAfter(World.month(World.MONTHS - 1))) {
            return "NORMAL";
        }
        long redCents = full ? cents : Math.round(cents * share);
        reds.computeIfAbsent(month, m -> new ArrayList<>())
                .add(new Red(
                        sale.seller(),
                        sale.buyer(),
                        sale.at().toLocalDate(),
                        code,
                        number,
                        redCents,
                        full ? tax : Math.round(redCents * rate),
                        sale.goods(),
                        full ? qty : qty * share,
                        rate,
                        kind));
        return full ? "RED_FULL" : "RED_PART";
    }

    /** Writes the red letters that are due in this month. */
    void settleReds(YearMonth month, Days days, Dice dice) {
        List<Red> due = reds.remove(month);
        for (Red red : due == null ? List.<Red>of() : due) {
            LocalDateTime at =
                    Days.at(days.after(red.blueDay(), dice), dice, 0.01).withHour(18);
            String number = number(red.seller(), at);
            String code = red.code().isEmpty()
                    ? ""
                    : code(red.seller(), at, red.code().endsWith("13"));
            rows.head(
                    red.kind(),
                    code,
                    number,
                    at,
                    red.seller(),
                    red.buyer(),
                    -red.cents(),
                    -red.tax(),
                    "NORMAL",
                    "false",
                    red.code(),
                    red.number(),
                    dice);
            rows.item(
                    code,
                    number,
                    red.seller(),
                    red.goods(),
                    -red.qty(),
                    red.cents() / 100.0 / red.qty(),
                    -red.cents(),
                    red.rate(),
                    -red.tax());
            Ledger.book(red.seller(), red.buyer(), at, -red.cents(), -red.tax());
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
