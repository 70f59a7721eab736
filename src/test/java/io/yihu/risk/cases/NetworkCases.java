package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;

import java.util.ArrayList;
import java.util.List;

/** RI-G over who deals with whom and who controls whom, RI-H over what was found before. */
final class NetworkCases {
    private NetworkCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        taint(w, cases);
        circles(w, cases);
        control(w, cases);
        history(w, cases);
        return cases;
    }

    private static void taint(World w, List<IndicatorCase> cases) {
        w.firm("G01S", "status=03").firm("G01A", "status=03").firm("G01B", "status=03");
        w.concluded("G01S", 900000101, "CONFIRMED", "2026-02-01");
        String bad = w.invoice("G01S", "G01A", "2026-03-01", "600000", "tax=78000");
        w.item(bad, "G01S", 1, "tax_class_code=" + TradeCases.STEEL + " amount=600000 qty=1");
        String good = w.invoice("K7", "G01A", "2026-03-05", "400000", "tax=52000");
        w.item(good, "K7", 1, "tax_class_code=" + TradeCases.COAL + " amount=400000 qty=1");
        String sold = w.invoice("G01A", "G01B", "2026-03-16", "500000", "tax=65000");
        w.item(sold, "G01A", 1, "tax_class_code=" + TradeCases.COAL + " amount=500000 qty=1");
        cases.add(is("RI-G01", "G01A", 0.85 * 0.6));
        cases.add(is("RI-G01", "G01B", 0.85 * 0.85 * 0.6));
        cases.add(is("RI-G06", "G01A", 0.35 * 0.5 + 0.30 * 0.6 + 0.20 * 0.51 + 0.15 * 0.5));
        cases.add(noData("RI-G06", "G01B"));
        cases.add(is("RI-G07", "G01A", 1));
        cases.add(is("RI-G07", "G01B", 2));
        cases.add(noData("RI-G07", "D28A"));
        w.firm("G02A", "status=03").firm("G02X", "status=05").firm("G02H", "status=03");
        w.judged("G02H", "2026-03-01", "HIGH");
        w.invoice("G02A", "G02X", "2026-04-10", "200", "");
        w.invoice("G02A", "G02H", "2026-04-10", "100", "");
        w.invoice("G02A", "K1", "2026-04-10", "700", "");
        cases.add(is("RI-G02", "G02A", 0.3));
    }

    private static void circles(World w, List<IndicatorCase> cases) {
        w.firm("G03A", "status=03")
                .firm("G03B", "status=03")
                .firm("G03C", "status=03")
                .firm("G03D", "status=03");
        w.invoice("G03A", "G03B", "2026-03-10", "100000", "");
        w.invoice("G03B", "G03C", "2026-03-11", "90000", "");
        w.invoice("G03C", "G03A", "2026-03-12", "80000", "");
        w.invoice("G03A", "K1", "2026-03-12", "60000", "");
        w.invoice("G03C", "G03D", "2026-03-12", "90000", "");
        w.invoice("G03D", "G03A", "2026-03-13", "80000", "");
        cases.add(is("RI-G03", "G03A", 10));
        cases.add(is("RI-G03", "G03D", 10));
        cases.add(is("RI-G03", "G04A", 0));
        w.person("PG8", "");
        w.firm("G08A", "status=03").role("G08A", "PG8", "LEGAL_REP", "");
        w.firm("G08B", "status=03").role("G08B", "PG8", "SHAREHOLDER", "");
        w.invoice("G08A", "G08B", "2026-01-10", "100", "");
        cases.add(is("RI-G08", "G08A", 1));
        cases.add(is("RI-G08", "G08B", 1));
    }

    private static void control(World w, List<IndicatorCase> cases) {
        w.person("PG5", "");
        w.firm("G05A", "status=03").role("G05A", "PG5", "LEGAL_REP", "");
        w.firm("G05B", "phone=0571-5555 address=五号路5号").role("G05B", "PG5", "LEGAL_REP", "");
        w.firm("G05C", "phone=05715555 address=五号路5号");
        w.firm("G05D", "phone=0571-5555");
        cases.add(is("RI-G05", "G05A", 3));
        cases.add(is("RI-G05", "G05C", 3));
        cases.add(is("RI-G05", "G05D", 0));
        cases.add(noData("RI-G05", "D28A"));
    }

    private static void history(World w, List<IndicatorCase> cases) {
        w.firm("H03A", "status=03").concluded("H03A", 301, "CONFIRMED", "2025-03-01");
        w.concluded("H03A", 302, "TRANSFERRED", "2026-03-01").concluded("H03A", 303, "CONFIRMED", "2024-04-01");
        cases.add(is("RI-H03", "H03A", 2));
        cases.add(is("RI-H03", "G05D", 0));
        w.firm("H05A", "status=03").concluded("H05A", 501, "UNVERIFIABLE", "2026-03-01");
        cases.add(is("RI-H05", "H05A", 1));
        cases.add(is("RI-H05", "H03A", 0));
        cases.add(noData("RI-H05", "G05D"));
        w.firm("H06A", "status=03").judged("H06A", "2026-02-01", "HIGH");
        w.invoice("H06A", "K1", "2026-03-10", "100", "");
        cases.add(is("RI-H06", "H06A", 1));
        w.firm("H06B", "status=03").judged("H06B", "2026-02-01", "LOW");
        w.invoice("H06B", "K1", "2026-03-10", "100", "");
        cases.add(is("RI-H06", "H06B", 0));
    }
}
