package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Goods and borders as carriers, customs and the exchange authority saw them: they follow the sales. */
final class TradeSourceFiles {
    /** The carriers of this province give data. */
    private static final String PROVINCE = "32";

    private final World world;

    TradeSourceFiles(World world) {
        this.world = world;
    }

    void write(Path folder) {
        new BankFlowFile(world).write(folder);
        waybills(folder);
        exports(folder);
    }

    private static boolean weighed(Goods goods) {
        return List.of("吨", "公斤", "千克").contains(goods.unit());
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
                Goods goods = firm.goods();
                if (!firm.province().equals(PROVINCE) || !carries || firm.seldom() && !weighed(goods)) {
                    continue;
                }
                Dice dice = Dice.of(world.seed, "waybill", i);
                for (int m = World.TOLD; m < World.MONTHS; m++) {
                    if (firm.monthOutCents[m] > 0 && !firm.shell(m)) {
                        Firm buyer = world.customer(firm, dice);
                        Firm taker = buyer == null ? world.parties[world.firms + firm.index % 50] : buyer;
                        double tons = goods.unit().equals("吨")
                                ? firm.unitsSold(m)
                                : weighed(goods)
                                        ? firm.unitsSold(m) / 1000
                                        : Math.max(0.05, firm.monthOutCents[m] / 1_000_000.0);
                        file.row(
                                firm.taxId,
                                firm.taxId,
                                taker.taxId,
                                goods.name(),
                                FeedFile.decimal(tons * dice.between(0.93, 1.0)),
                                firm.division,
                                taker.division,
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
                for (int m = World.TOLD; m < World.MONTHS; m++) {
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
