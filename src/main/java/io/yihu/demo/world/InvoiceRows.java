package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/** The three files an invoice goes into, row by row: its head, its line and the buyer's claim. */
final class InvoiceRows implements AutoCloseable {
    private static final String INVOICE_COLUMNS =
            "kind code number issue_time seller_tax_id seller_name buyer_tax_id buyer_name amount tax total status blue_flag"
                    + " red_of_code red_of_number management_status channel ip ip_division mac device_serial issuer"
                    + " seller_division buyer_division";
    private static final String ITEM_COLUMNS =
            "code number seller_tax_id line item_name tax_class_code spec unit qty price amount rate tax";
    private static final String USAGE_COLUMNS =
            "code number seller_tax_id buyer_tax_id usage period ticked_at effective_tax";
    private static final LocalDate LAST_TICK = LocalDate.of(2026, 5, 5);

    private final FeedFile invoices;
    private final FeedFile items;
    private final FeedFile usages;

    InvoiceRows(Path folder) {
        invoices = new FeedFile(folder, "invoices.csv", INVOICE_COLUMNS.split(" "));
        items = new FeedFile(folder, "invoice_items.csv", ITEM_COLUMNS.split(" "));
        usages = new FeedFile(folder, "invoice_usages.csv", USAGE_COLUMNS.split(" "));
    }

    long count() {
        return invoices.rows();
    }

    void head(
            String kind,
            String code,
            String number,
            LocalDateTime at,
            Firm seller,
            Firm buyer,
            long cents,
            long tax,
            String status,
            String blue,
            String redOfCode,
            String redOfNumber,
            Dice dice) {
        boolean seen = !seller.outsider;
        invoices.row(
                kind,
                code,
                number,
                at.truncatedTo(ChronoUnit.SECONDS) + (at.getSecond() == 0 ? ":00" : ""),
                seller.taxId,
                seller.name,
                buyer == null ? "" : buyer.taxId,
                buyer == null ? "个人" : buyer.name,
                FeedFile.money(cents),
                FeedFile.money(tax),
                FeedFile.money(cents + tax),
                status,
                blue,
                redOfCode,
                redOfNumber,
                "NORMAL",
                seen ? (seller.taxControl ? "CLIENT" : "WEB") : "",
                seen ? seller.ip() : "",
                seen ? ipDivision(seller, dice) : "",
                seen ? seller.mac() : "",
                seen ? seller.device() : "",
                "",
                seller.division,
                buyer == null ? "" : buyer.division);
    }

    private static String ipDivision(Firm seller, Dice dice) {
        String own = (seller.of == null ? seller : seller.of).division.substring(0, 4) + "00";
        return !seller.seldom() && dice.chance(0.004) ? "310000" : own;
    }

    void item(
            String code,
            String number,
            Firm seller,
            Goods goods,
            double qty,
            double price,
            long cents,
            double rate,
            long tax) {
        if (seller.trade.stage() == Trade.Stage.SERVICE && seller.plant == null && seller.index % 3 != 0) {
            return;
        }
        items.row(
                code,
                number,
                seller.taxId,
                1,
                goods.itemName(),
                goods.taxClass(),
                goods.spec(),
                goods.unit(),
                goods.service() ? "" : FeedFile.decimal(qty),
                goods.service() ? "" : FeedFile.decimal(price),
                FeedFile.money(cents),
                rate,
                FeedFile.money(tax));
    }

    /** The second line of an invoice: freight of the goods of the first. */
    void carriage(String code, String number, Firm seller, long cents, double rate, long tax) {
        items.row(
                code,
                number,
                seller.taxId,
                2,
                "*运输服务*货物运费",
                "3010102020100000000",
                "",
                "次",
                "",
                "",
                FeedFile.money(cents),
                rate,
                FeedFile.money(tax));
    }

    void claim(String code, String number, Firm seller, Firm buyer, LocalDate issued, long tax, Dice dice) {
        LocalDate ticked = issued.plusDays(dice.between(2, 34));
        if (ticked.isAfter(LAST_TICK) || dice.chance(0.06)) {
            return;
        }
        // a tick of the first ten days still belongs to the month before
        YearMonth period = YearMonth.from(
                ticked.getDayOfMonth() <= 10 && !ticked.minusDays(10).isBefore(issued) ? ticked.minusDays(10) : ticked);
        boolean deduct = dice.chance(0.97);
        usages.row(
                code,
                number,
                seller.taxId,
                buyer.taxId,
                deduct ? "DEDUCT" : "NON_DEDUCT",
                period,
                ticked.atTime(dice.between(8, 17), dice.below(60), 30),
                FeedFile.money(tax));
        int month = Ledger.month(period.atDay(1));
        if (deduct && month >= 0 && month < World.MONTHS) {
            buyer.monthInTax[month] += tax;
        }
    }

    @Override
    public void close() {
        invoices.close();
        items.close();
        usages.close();
    }
}
