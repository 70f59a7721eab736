package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;
import static io.yihu.risk.cases.TradeCases.goods;

import java.util.ArrayList;
import java.util.List;

/** RI-D over returns, tax amounts and what is bought, RI-B21, and the peers of one industry. */
final class ReturnCases {
    private ReturnCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        peers(w, cases);
        taxes(w, cases);
        inputs(w, cases);
        return cases;
    }

    /** Thirty makers: sales change −15 % … +14 %, burden 2.0 % … 4.9 %, margin 10 % … 39 %, output 1.0 … 3.9 a kWh. */
    private static void peers(World w, List<IndicatorCase> cases) {
        for (int i = 0; i < 30; i++) {
            String firm = "PEER" + (10 + i);
            maker(w, firm, 850_000 + 10_000 * i, (850 + 10 * i) * (20 + i), 90_000 - 1_000 * i, 100 + 10 * i, 100);
        }
        maker(w, "D03A", 1_500_000, 15_000, 95_000, 100, 1_000);
        cases.add(is("RI-D03", "D03A", 0.01 / 0.034));
        cases.add(is("RI-D05", "D03A", 1));
        cases.add(is("RI-D05", "PEER25", 0));
        cases.add(is("RI-D17", "D03A", (0.05 - 0.24) / (0.24 - 0.12)));
        cases.add(is("RI-D23", "D03A", 1 - 0.1 / 2.4));
        cases.add(noData("RI-D03", "D10A"));
        cases.add(noData("RI-D17", "D03Z"));
        w.firm("D03Z", "industry_code=2610");
        w.row("financial_statements", "tax_id=D03Z period=2026-04-01 revenue=100 cost=90");
    }

    private static void maker(World w, String firm, int sales, int tax, int cost, int qty, int kwh) {
        w.firm(firm, "industry_code=2710");
        filed(w, firm, "2025-04", "sales_general=1000000 r11=0 r24=30000");
        filed(w, firm, "2026-03", "sales_general=" + sales + " r11=0 r24=" + tax);
        w.row("financial_statements", "tax_id=" + firm + " period=2026-04-01 revenue=100000 cost=" + cost);
        goods(w, firm, "K1", "2026-03-10", "50000", "1070303010000000000", "" + qty);
        w.row("utility_usage", "tax_id=" + firm + " month=2026-03-01 kwh=" + kwh);
    }

    private static void taxes(World w, List<IndicatorCase> cases) {
        w.firm("D04A", "status=03");
        filed(w, "D04A", "2025-03", "sales_general=500000 sales_simple=500000 r24=40000");
        filed(w, "D04A", "2026-03", "sales_general=1000000 r24=20000");
        cases.add(is("RI-D04", "D04A", -0.5));
        w.firm("D06A", "status=03");
        w.invoice("D06A", "K1", "2025-03-10", "1000", "tax=100");
        w.invoice("D06A", "K1", "2026-03-10", "1200", "tax=120");
        w.invoice("K2", "D06A", "2025-03-10", "1000", "tax=100");
        w.invoice("K2", "D06A", "2026-02-10", "1500", "tax=150");
        cases.add(is("RI-D06", "D06A", 2.5));
        cases.add(is("RI-D07", "D06A", 0.3));
        cases.add(noData("RI-D06", "D04A"));
        w.firm("D08A", "status=03");
        w.invoice("K2", "D08A", "2026-03-10", "100000", "tax=10000");
        filed(
                w,
                "D08A",
                "2026-03",
                "sales_general=600000 sales_simple=100000 sales_exempt=300000 r14=1000 r23=1000 r24=0");
        cases.add(is("RI-D08", "D08A", 0.75));
        cases.add(is("RI-D14", "D08A", 720));
        cases.add(noData("RI-D14", "D04A"));
    }

    private static void inputs(World w, List<IndicatorCase> cases) {
        w.firm("D20A", "industry_code=5164").firm("D20B", "industry_code=0110");
        for (String firm : List.of("D20A", "D20B")) {
            w.invoice("K3", firm, "2026-03-10", "900", "kind=FARM_PURCHASE tax=90");
            w.invoice("K2", firm, "2026-03-10", "100", "tax=10");
        }
        cases.add(is("RI-D20", "D20A", 0.9));
        cases.add(noData("RI-D20", "D20B"));
        w.firm("D21A", "status=03");
        for (int i = 0; i < 20; i++) {
            goods(
                    w,
                    "K2",
                    "D21A",
                    "2026-03-10",
                    i < 2 ? "5" : "55",
                    i < 2 ? "1100101010000000000" : TradeCases.STEEL,
                    "1");
        }
        cases.add(is("RI-D21", "D21A", 0.01));
        cases.add(noData("RI-D21", "D20A"));
        w.firm("D24A", "status=03");
        goods(w, "D24A", "K1", "2026-03-10", "1000000", TradeCases.STEEL, "1");
        goods(w, "K2", "D24A", "2026-03-10", "1000", "3010102010000000000", "1");
        cases.add(is("RI-D24", "D24A", 0.001));
        w.firm("D26A", "status=03");
        w.invoice("K2", "D26A", "2026-04-10", "1000", "tax=100 management_status=ABNORMAL_VOUCHER");
        w.invoice("K2", "D26A", "2026-04-11", "3000", "tax=300");
        w.invoice("K2", "D26A", "2026-04-11", "3000", "tax=600 kind=DIGITAL_NORMAL");
        cases.add(is("RI-D26", "D26A", 0.25));
        w.firm("D27A", "status=03").firm("D27N", "register_date=2026-02-01").firm("D27M", "register_date=2026-03-01");
        w.firm("D27O", "register_date=2020-01-01");
        w.invoice("D27N", "D27A", "2026-04-10", "700", "");
        w.invoice("D27M", "D27A", "2026-04-10", "100", "");
        w.invoice("D27O", "D27A", "2026-04-10", "200", "");
        cases.add(is("RI-D27", "D27A", 0.8));
        w.firm("B21A", "industry_code=6510");
        goods(w, "B21A", "K1", "2026-04-10", "400", "3040201020000000000", "1");
        goods(w, "B21A", "K1", "2026-04-10", "600", TradeCases.STEEL, "1");
        cases.add(is("RI-B21", "B21A", 0.6));
    }

    static void filed(World w, String firm, String month, String cells) {
        String rest = cells.contains("r11=") ? cells : cells + " r11=0";
        w.row(
                "vat_returns",
                "tax_id=" + firm + " period=" + month + "-01 filed_at=" + month + "-28T09:00:00+08:00 r34=0 " + rest);
    }
}
