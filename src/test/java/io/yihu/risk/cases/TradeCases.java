package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;

import java.util.ArrayList;
import java.util.List;

/** Goods, RI-C changes, RI-D books and returns, RI-G counterparties. */
final class TradeCases {
    static final String STEEL = "1080101000000000000";
    static final String COAL = "1020101000000000000";

    private TradeCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        goods(w, cases);
        lines(w, cases);
        changes(w, cases);
        books(w, cases);
        returns(w, cases);
        return cases;
    }

    private static void goods(World w, List<IndicatorCase> cases) {
        w.firm("B20A", "status=03");
        goods(w, "B20A", "K1", "2025-09-10", "800", STEEL, "8");
        goods(w, "B20A", "K1", "2026-03-10", "100", STEEL, "1");
        goods(w, "B20A", "K1", "2026-04-10", "300", COAL, "3");
        cases.add(is("RI-B20", "B20A", 0.75));
        w.firm("D02A", "industry_code=5164");
        goods(w, "D02A", "K1", "2026-03-10", "1000", STEEL, "1");
        goods(w, "K2", "D02A", "2026-03-01", "600", COAL, "1");
        goods(w, "K2", "D02A", "2026-03-01", "400", STEEL, "1");
        cases.add(is("RI-D02", "D02A", 0.6));
        w.firm("D02B", "industry_code=1310");
        goods(w, "D02B", "K1", "2026-03-10", "1000", STEEL, "1");
        goods(w, "K2", "D02B", "2026-03-01", "600", COAL, "1");
        cases.add(noData("RI-D02", "D02B"));
        w.firm("D02C", "industry_code=3130");
        goods(w, "D02C", "K1", "2026-03-10", "800", STEEL, "1");
        goods(w, "D02C", "K1", "2026-03-10", "200", "1090101000000000000", "1");
        goods(w, "K2", "D02C", "2026-03-01", "600", COAL, "1");
        goods(w, "K2", "D02C", "2026-03-01", "400", "1040101000000000000", "1");
        cases.add(is("RI-D02", "D02C", 0.4));
        w.firm("D29A", "industry_code=5164");
        goods(w, "D29A", "K1", "2026-01-10", "1000", STEEL, "10");
        goods(w, "K2", "D29A", "2026-02-10", "1500", STEEL, "20");
        goods(w, "D29A", "K1", "2026-03-10", "3000", STEEL, "5");
        cases.add(is("RI-D29", "D29A", 0.25));
        w.firm("G04A", "status=03").firm("G04B", "status=03").firm("G04C", "status=03");
        goods(w, "G04A", "G04B", "2026-03-10", "1000", STEEL, "1");
        goods(w, "G04B", "G04A", "2026-04-10", "600", STEEL, "1");
        goods(w, "G04A", "G04C", "2026-03-10", "1000", STEEL, "1");
        goods(w, "G04C", "G04A", "2026-04-10", "400", STEEL, "1");
        cases.add(is("RI-G04", "G04A", 1));
        cases.add(is("RI-G04", "G04C", 0));
    }

    private static void lines(World w, List<IndicatorCase> cases) {
        w.firm("B23A", "status=03");
        String no = w.invoice("B23A", "K1", "2026-04-10", "80", "");
        for (int line = 1; line <= 8; line++) {
            w.item(no, "B23A", line, "tax_class_code=" + COAL + " amount=10 qty=" + (line <= 4 ? 5 : 10 + line));
        }
        cases.add(is("RI-B23", "B23A", 0.5));
        String goods = "1090101000000000000";
        w.firm("B24A", "status=03").firm("B24P", "status=03");
        String peers = w.invoice("B24P", "K1", "2026-03-10", "290", "");
        for (int line = 1; line <= 29; line++) {
            w.item(peers, "B24P", line, "tax_class_code=" + goods + " amount=10 qty=1 price=10");
        }
        String own = w.invoice("B24A", "K1", "2026-03-10", "26", "");
        w.item(own, "B24A", 1, "tax_class_code=" + goods + " amount=10 qty=1 price=10");
        w.item(own, "B24A", 2, "tax_class_code=" + goods + " amount=16 qty=1 price=16");
        cases.add(is("RI-B24", "B24A", 0.5));
        w.firm("B27A", "status=03");
        String mixed = w.invoice("B27A", "K1", "2026-03-10", "40", "");
        w.item(mixed, "B27A", 1, "tax_class_code=" + COAL + " amount=10 rate=0.13");
        w.item(mixed, "B27A", 2, "tax_class_code=" + COAL + " amount=10 rate=0.13");
        w.item(mixed, "B27A", 3, "tax_class_code=" + COAL + " amount=10 rate=0.06");
        w.item(mixed, "B27A", 4, "tax_class_code=" + STEEL + " amount=10 rate=0.13");
        cases.add(is("RI-B27", "B27A", 0.75));
    }

    private static void changes(World w, List<IndicatorCase> cases) {
        String[][] kinds = {{"RI-C01", "C01A", "LEGAL_REP"}, {"RI-C02", "C02A", "ADDRESS"}, {"RI-C03", "C03A", "OFFICE"}
        };
        for (String[] kind : kinds) {
            w.firm(kind[1], "status=03");
            ControlCases.change(w, kind[1], kind[2], "2026-02-10");
            w.invoice(kind[1], "K1", "2025-05-10", "90000", "");
            w.invoice(kind[1], "K1", "2025-11-10", "150000", "");
            w.invoice(kind[1], "K1", "2026-03-10", "600000", "");
            w.invoice(kind[1], "K1", "2026-04-10", "500000", "");
            cases.add(is(kind[0], kind[1], 600_000 / 20_000.0));
        }
        cases.add(noData("RI-C01", "C02A"));
        w.firm("C01B", "status=03");
        ControlCases.change(w, "C01B", "LEGAL_REP", "2026-02-10");
        w.invoice("C01B", "K1", "2025-05-10", "612000", "");
        w.invoice("C01B", "K1", "2026-03-10", "900000", "");
        cases.add(is("RI-C01", "C01B", 0));
        w.firm("C04A", "status=03");
        w.row("registration_changes", "reg_serial=RC04A item=STATUS old_value=05 new_value=03 change_date=2026-02-01");
        w.invoice("C04A", "K1", "2026-01-31", "700000", "");
        w.invoice("C04A", "K1", "2026-02-10", "300000", "");
        w.invoice("C04A", "K1", "2026-04-01", "200000", "");
        w.invoice("C04A", "K1", "2026-04-02", "100000", "");
        cases.add(is("RI-C04", "C04A", 500_000));
        cases.add(noData("RI-C04", "C01A"));
    }

    private static void books(World w, List<IndicatorCase> cases) {
        w.firm("D01A", "industry_code=5164").firm("D01B", "industry_code=7210");
        for (String firm : List.of("D01A", "D01B")) {
            w.invoice(firm, "K1", "2026-03-10", "600000", "");
            w.invoice("K2", firm, "2026-03-10", "30000", "");
        }
        cases.add(is("RI-D01", "D01A", 0.05));
        cases.add(noData("RI-D01", "D01B"));
        w.firm("D28A", "status=03");
        w.invoice("D28A", "K1", "2025-12-10", "600000", "");
        w.invoice("K2", "D28A", "2026-01-10", "540000", "");
        cases.add(is("RI-D28", "D28A", 0.1));
        w.firm("D25A", "status=03");
        claim(w, "D25A", "130", "2026-04-01T20:00:00+08:00");
        claim(w, "D25A", "70", "2026-04-20T20:00:00+08:00");
        cases.add(is("RI-D25", "D25A", 0.65));
    }

    private static void returns(World w, List<IndicatorCase> cases) {
        w.firm("D10A", "status=03");
        w.invoice("D10A", "K1", "2026-03-10", "100000", "tax=13000");
        w.row(
                "vat_returns",
                "tax_id=D10A period=2026-03-01 filed_at=2026-04-10T09:00:00+08:00 r11=12000 r24=12000 r34=12000");
        cases.add(is("RI-D10", "D10A", 1 / 13.0));
        w.firm("D11A", "status=03");
        w.row(
                "vat_returns",
                "tax_id=D11A period=2026-04-01 filed_at=2026-04-30T09:00:00+08:00 r11=0 r12=220 r24=0 r34=0");
        claim(w, "D11A", "200", "2026-04-20T20:00:00+08:00");
        cases.add(is("RI-D11", "D11A", 0.1));
        w.firm("D12A", "status=03");
        for (String month : List.of("2025-12", "2026-01", "2026-02")) {
            w.invoice("D12A", "K1", month + "-10", month.endsWith("02") ? "99999" : "100000", "");
            w.row(
                    "vat_returns",
                    "tax_id=D12A period=" + month + "-01 filed_at=" + month + "-28T09:00:00+08:00 r11=0 r24=0 r34=0");
        }
        cases.add(is("RI-D12", "D12A", 2));
        w.firm("D13A", "status=03");
        for (String month : List.of("2026-02", "2026-03", "2026-04")) {
            w.invoice("D13A", "K1", month + "-10", "100000", "");
        }
        w.row("vat_returns", "tax_id=D13A period=2026-02-01 filed_at=2026-03-10T09:00:00+08:00 r11=0 r24=10 r34=10");
        cases.add(is("RI-D13", "D13A", 1));
        cases.add(is("RI-D13", "D10A", 0));
    }

    static void goods(World w, String seller, String buyer, String day, String amount, String goods, String qty) {
        String no = w.invoice(seller, buyer, day, amount, "");
        w.item(no, seller, 1, "tax_class_code=" + goods + " amount=" + amount + " qty=" + qty);
    }

    private static void claim(World w, String buyer, String tax, String ticked) {
        String no = w.invoice("K2", buyer, "2026-04-01", "1000", "tax=" + tax);
        w.row(
                "invoice_usages",
                "number=" + no + " seller_tax_id=K2 buyer_tax_id=" + buyer
                        + " usage=DEDUCT period=2026-04-01 ticked_at=" + ticked + " effective_tax=" + tax);
    }
}
