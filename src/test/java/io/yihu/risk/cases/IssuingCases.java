package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;

import java.util.ArrayList;
import java.util.List;

/** RI-B: how invoices are issued. */
final class IssuingCases {
    private IssuingCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        freshFirms(w, cases);
        shapes(w, cases);
        voidAndRed(w, cases);
        times(w, cases);
        buyers(w, cases);
        devices(w, cases);
        return cases;
    }

    private static void freshFirms(World w, List<IndicatorCase> cases) {
        w.firm("B01A", "register_date=2026-03-01");
        w.invoice("B01A", "K1", "2026-03-05", "70000", "");
        w.invoice("B01A", "K1", "2026-03-11", "50000", "");
        w.invoice("B01A", "K1", "2026-03-06", "90000", "status=VOID kind=E_SPECIAL");
        w.invoice("B01A", "K1", "2026-04-10", "50000", "");
        cases.add(is("RI-B01", "B01A", 4));
        cases.add(is("RI-B02", "B01A", 170_000));
        w.firm("B03A", "status=03");
        ControlCases.quota(w, "B03A", "E_SPECIAL", "monthly_count=10", "2025-01-01");
        for (int day = 1; day <= 8; day++) {
            w.invoice("B03A", "K1", "2026-04-0" + day, "500", "kind=E_SPECIAL");
        }
        w.invoice("B03A", "K1", "2026-04-07", "500", "kind=E_SPECIAL");
        cases.add(is("RI-B03", "B03A", 0.8));
        cases.add(noData("RI-B03", "B01A"));
    }

    private static void shapes(World w, List<IndicatorCase> cases) {
        w.firm("B04A", "status=03");
        for (String amount : List.of("99000", "100000", "9600", "50000", "20000", "94999")) {
            w.invoice("B04A", "K1", "2026-03-10", amount, "");
        }
        cases.add(is("RI-B04", "B04A", 0.5));
        w.firm("B05A", "status=03");
        w.invoice("B05A", "K1", "2026-03-10", "18000", "tax=2000");
        w.invoice("B05A", "K1", "2026-03-10", "10000", "");
        w.invoice("B05A", "K1", "2026-03-10", "5000", "");
        w.invoice("B05A", "K1", "2026-03-10", "12345", "");
        cases.add(is("RI-B05", "B05A", 0.5));
        w.firm("B17A", "status=03");
        ControlCases.quota(w, "B17A", "DIGITAL_SPECIAL", "monthly_amount=1000000", "2025-01-01");
        w.invoice("B17A", "K1", "2026-04-10", "600000", "");
        cases.add(is("RI-B17", "B17A", 1));
        w.firm("B26A", "status=03");
        for (int i = 0; i < 5; i++) {
            w.invoice("B26A", "K1", "2026-03-10", "99000", "");
        }
        w.invoice("B26A", "K2", "2026-03-10", "99000", "");
        w.invoice("B26A", "K1", "2026-03-11", "99000", "");
        cases.add(is("RI-B26", "B26A", 5));
    }

    private static void voidAndRed(World w, List<IndicatorCase> cases) {
        w.firm("B06A", "status=03");
        for (int i = 0; i < 10; i++) {
            w.invoice(
                    "B06A",
                    "K1",
                    "2026-03-10",
                    "100",
                    "kind=PAPER_SPECIAL code=33001 status=" + (i < 3 ? "VOID" : "NORMAL"));
        }
        for (int i = 0; i < 5; i++) {
            w.invoice("B06A", "K1", "2026-03-10", "100", "");
        }
        cases.add(is("RI-B06", "B06A", 0.3));
        cases.add(noData("RI-B06", "B04A"));
        w.firm("B07A", "status=03");
        for (int i = 0; i < 4; i++) {
            w.invoice("B07A", "K1", "2026-02-10", "1000", "");
        }
        w.invoice("B07A", "K1", "2026-04-10", "-2000", "");
        cases.add(is("RI-B07", "B07A", 0.5));
        w.firm("B08A", "status=03");
        String claimed = w.invoice("B08A", "K8", "2026-03-10", "1000", "tax=130");
        String unclaimed = w.invoice("B08A", "K8", "2026-03-11", "500", "tax=65");
        w.invoice("B08A", "K8", "2026-04-10", "-1000", "tax=-130 red_of_number=" + claimed);
        w.invoice("B08A", "K8", "2026-04-11", "-500", "tax=-65 red_of_number=" + unclaimed);
        w.row(
                "invoice_usages",
                "number=" + claimed
                        + " seller_tax_id=B08A buyer_tax_id=K8 usage=DEDUCT period=2026-03-01 ticked_at=2026-03-31T09:00:00+08:00 effective_tax=130");
        cases.add(is("RI-B08", "B08A", 1000 / 1500.0));
    }

    private static void times(World w, List<IndicatorCase> cases) {
        w.firm("B09A", "status=03");
        for (String time : List.of("22:00:00", "05:59:59", "23:30:00", "00:00:01", "06:00:00", "21:59:59")) {
            w.invoice("B09A", "K1", "", "100", "issue_time=2026-04-14T" + time + "+08:00");
        }
        for (int i = 0; i < 4; i++) {
            w.invoice("B09A", "K1", "2026-04-15", "100", "");
        }
        cases.add(is("RI-B09", "B09A", 0.4));
        w.firm("B10A", "status=03");
        for (String day : List.of("2026-04-11", "2026-04-12", "2026-04-13", "2026-04-14")) {
            w.invoice("B10A", "K1", day, "100", "");
        }
        cases.add(is("RI-B10", "B10A", 0.5));
        w.firm("B11A", "status=03");
        w.invoice("B11A", "K1", "2026-04-10", "250000", "");
        w.invoice("B11A", "K2", "2026-04-10", "150000", "");
        w.invoice("B11A", "K1", "2026-04-20", "200000", "");
        cases.add(is("RI-B11", "B11A", 400 / 600.0));
        cases.add(noData("RI-B11", "B10A"));
        w.firm("B12A", "status=03");
        w.invoice("B12A", "K1", "2025-06-10", "120000", "");
        for (String day : List.of("2026-02-10", "2026-03-10", "2026-04-10")) {
            w.invoice("B12A", "K1", day, "30000", "");
        }
        cases.add(is("RI-B12", "B12A", 3));
        cases.add(noData("RI-B12", "B01A"));
        w.firm("B13A", "status=03");
        w.invoice("B13A", "K1", "2026-04-25", "700", "");
        w.invoice("B13A", "K1", "2026-04-26", "300", "");
        cases.add(is("RI-B13", "B13A", 0.3));
    }

    private static void buyers(World w, List<IndicatorCase> cases) {
        w.firm("B14A", "status=03");
        w.invoice("B14A", "K1", "2026-04-10", "400000", "seller_division=330102 buyer_division=440103");
        w.invoice("B14A", "K1", "2026-04-10", "200000", "seller_division=330102 buyer_division=330205");
        cases.add(is("RI-B14", "B14A", 400 / 600.0));
        w.firm("B18A", "status=03");
        String[] amounts = {"500", "300", "100", "50", "50"};
        for (int i = 0; i < amounts.length; i++) {
            for (int part = 0; part < 4; part++) {
                w.invoice("B18A", "KB" + i, "2026-04-10", Double.toString(Integer.parseInt(amounts[i]) / 4.0), "");
            }
        }
        cases.add(is("RI-B18", "B18A", 0.9));
        w.firm("B19A", "status=03");
        w.invoice("B19A", "KOLD", "2025-12-10", "999", "");
        w.invoice("B19A", "KOLD", "2026-04-10", "300", "");
        w.invoice("B19A", "KNEW", "2026-04-10", "700", "");
        cases.add(is("RI-B19", "B19A", 0.7));
    }

    private static void devices(World w, List<IndicatorCase> cases) {
        w.firm("B15A", "status=03").firm("B15B", "status=03").firm("B15C", "status=03");
        w.invoice("B15A", "K1", "2026-04-10", "100", "mac=AA device_serial=D1");
        w.invoice("B15B", "K1", "2026-04-11", "100", "mac=AA");
        w.invoice("B15C", "K1", "2026-04-12", "100", "mac=AA");
        w.invoice("B15C", "K1", "2026-03-12", "100", "device_serial=D1");
        cases.add(is("RI-B15", "B15A", 3));
        cases.add(noData("RI-B15", "B14A"));
        w.firm("B16A", "status=03").firm("B16B", "status=03");
        for (String place : List.of("330102", "330102", "330106", "440103")) {
            w.invoice("B16A", "K1", "2026-04-10", "100", "ip=10.0.0.1 ip_division=" + place);
        }
        for (String place : List.of("330102", "440103", "440103", "440103")) {
            w.invoice("B16B", "K1", "2026-04-10", "100", "ip=10.0.0.1 ip_division=" + place);
        }
        cases.add(is("RI-B16", "B16A", 2));
        cases.add(is("RI-B16", "B16B", 10 * 0.75 - 1));
    }
}
