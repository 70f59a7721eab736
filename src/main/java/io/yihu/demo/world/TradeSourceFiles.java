package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;

/** Money, goods and borders as bank, carriers, customs and the exchange authority saw them: they follow the sales. */
final class TradeSourceFiles {
    /** The bank and the carriers of this province give data. */
    private static final String PROVINCE = "32";

    private final World world;
    private final int first;

    TradeSourceFiles(World world, int first) {
        this.world = world;
        this.first = first;
    }

    void write(Path folder) {
        flows(folder);
        waybills(folder);
        exports(folder);
    }

    private boolean watched(Firm firm) {
        return firm.province().equals(PROVINCE) && firm.invoicesPerYear >= 12;
    }

    private static boolean shell(Firm firm) {
        return firm.plant == Plant.GS_01
                || firm.plant == Plant.GS_10
                || firm.plant == Plant.SHELL_SURGE
                || firm.plant == Plant.NO_INPUT;
    }

    private Firm buyer(Firm firm, Dice dice) {
        for (int tries = 0; tries < 6 && firm.customers.length > 0; tries++) {
            int customer = firm.customers[dice.below(firm.customers.length)];
            if (customer != Customers.CONSUMER) {
                return world.parties[customer];
            }
        }
        return null;
    }

    private void flows(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "bank_flow.csv",
                "tax_id",
                "account_hash",
                "owner_kind",
                "owner_subject",
                "counter_account_hash",
                "counter_owner",
                "counter_kind",
                "direction",
                "amount",
                "time",
                "purpose",
                "balance")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (watched(firm) || firm.province().equals(PROVINCE) && shell(firm)) {
                    Dice dice = Dice.of(world.seed, "flow", i);
                    long balance = dice.between(5_000_000, 30_000_000);
                    for (int m = first; m < World.MONTHS; m++) {
                        balance = month(file, firm, m, dice, balance);
                    }
                }
            }
        }
    }

    /** Customers pay, suppliers and staff are paid; what a shell receives leaves for persons the same day. */
    private long month(FeedFile file, Firm firm, int m, Dice dice, long before) {
        long gross = firm.monthOutCents[m] + firm.monthOutTax[m];
        if (gross <= 0) {
            return before;
        }
        long balance = before;
        YearMonth month = World.month(m);
        int payments = Math.min(4, 1 + (int) (gross / 5_000_000));
        for (int p = 0; p < payments; p++) {
            long paid = gross / payments;
            LocalDate day = SourceFiles.in(month, 6 + p * 6);
            Firm payer = buyer(firm, dice);
            balance += paid;
            flow(
                    file,
                    firm,
                    account(payer),
                    payer == null ? null : payer.taxId,
                    payer == null ? "PERSON" : "CORP",
                    "IN",
                    paid,
                    day + "T10:0" + p,
                    "货款",
                    balance);
            if (shell(firm)) {
                String person = PersonFiles.head(firm);
                balance -= paid * 97 / 100;
                flow(
                        file,
                        firm,
                        hash("p" + firm.index),
                        person,
                        "PERSON",
                        "OUT",
                        paid * 97 / 100,
                        day + "T15:3" + p,
                        "往来款",
                        balance);
            }
        }
        if (!shell(firm)) {
            long goods = gross * 70 / 100;
            Firm seller = world.parties[world.firms + firm.index % (world.parties.length - world.firms)];
            balance -= goods;
            flow(
                    file,
                    firm,
                    account(seller),
                    seller.taxId,
                    "CORP",
                    "OUT",
                    goods,
                    SourceFiles.in(month, 25) + "T09:30",
                    "采购款",
                    balance);
            long pay = gross * 8 / 100;
            balance -= pay;
            flow(
                    file,
                    firm,
                    hash("w" + firm.index),
                    PersonFiles.head(firm),
                    "PERSON",
                    "OUT",
                    pay,
                    SourceFiles.in(month, 15) + "T14:00",
                    "工资",
                    balance);
        }
        return balance;
    }

    private static void flow(
            FeedFile file,
            Firm firm,
            String counter,
            String owner,
            String kind,
            String direction,
            long cents,
            String time,
            String purpose,
            long balance) {
        file.row(
                firm.taxId,
                hash("a" + firm.index),
                "CORP",
                firm.taxId,
                counter,
                owner,
                kind,
                direction,
                FeedFile.money(cents),
                time + ":00",
                purpose,
                FeedFile.money(balance));
    }

    private static String account(Firm firm) {
        return hash("a" + (firm == null ? "cash" : firm.index));
    }

    /** Stands for the digest a bank would send. */
    private static String hash(String owner) {
        return "H" + Long.toHexString(owner.hashCode() * 0x9E3779B97F4A7C15L);
    }

    private void waybills(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "logistics_waybill.csv",
                "tax_id",
                "shipper_uscc",
                "consignee_uscc",
                "goods",
                "weight_t",
                "from_div",
                "to_div",
                "date",
                "waybill_no")) {
            long number = 0;
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                boolean carries = firm.trade.deals() || firm.trade.stage() == Trade.Stage.MAKER;
                if (!watched(firm) || shell(firm) || !carries) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "waybill", i);
                Goods goods = firm.goods();
                for (int m = first; m < World.MONTHS; m++) {
                    Firm buyer = buyer(firm, dice);
                    if (firm.monthOutCents[m] > 0 && buyer != null) {
                        double units = firm.monthOutCents[m] / 100.0 / (goods.price() * firm.markup());
                        double tons =
                                goods.unit().equals("吨") ? units : Math.max(0.05, firm.monthOutCents[m] / 1_000_000.0);
                        file.row(
                                firm.taxId,
                                firm.taxId,
                                buyer.taxId,
                                goods.name(),
                                FeedFile.decimal(tons * dice.between(0.93, 1.0)),
                                firm.division,
                                buyer.division,
                                SourceFiles.in(World.month(m), dice.between(3, 26)),
                                String.format("YD%010d", ++number));
                    }
                }
            }
        }
    }

    /** A few makers sell abroad: goods cross the border, and the money follows within two months. */
    private void exports(Path folder) {
        try (FeedFile customs = new FeedFile(
                        folder,
                        "customs_declaration.csv",
                        "tax_id",
                        "decl_no",
                        "exporter_uscc",
                        "hs10",
                        "qty",
                        "unit",
                        "fob",
                        "currency",
                        "country",
                        "port",
                        "broker",
                        "date");
                FeedFile forex = new FeedFile(
                        folder,
                        "forex_receipt.csv",
                        "tax_id",
                        "uscc",
                        "amount",
                        "currency",
                        "from_country",
                        "date",
                        "receipt_no")) {
            int number = 0;
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                boolean exports = firm.trade.stage() == Trade.Stage.MAKER && firm.invoicesPerYear > 50 && i % 7 == 0;
                if (!exports || firm.plant != null) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "export", i);
                for (int m = first; m < World.MONTHS; m++) {
                    long fob = dice.between(800_000, 4_000_000);
                    LocalDate day = SourceFiles.in(World.month(m), dice.between(4, 27));
                    number++;
                    customs.row(
                            firm.taxId,
                            String.format("5301%014d", number),
                            firm.taxId,
                            "8481804090",
                            FeedFile.decimal(fob / 20_000.0),
                            "千克",
                            FeedFile.money(fob),
                            "USD",
                            dice.chance(0.5) ? "DEU" : "VNM",
                            "示例港",
                            "示例报关行",
                            day);
                    LocalDate paid = day.plusDays(dice.between(20, 55));
                    if (paid.isBefore(LocalDate.of(2026, 5, 1))) {
                        forex.row(
                                firm.taxId,
                                firm.taxId,
                                FeedFile.money(fob * 99 / 100),
                                "USD",
                                "DEU",
                                paid,
                                String.format("SH%08d", number));
                    }
                }
            }
        }
    }
}
