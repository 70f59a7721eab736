package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;
import static io.yihu.risk.cases.TradeCases.goods;

import java.util.ArrayList;
import java.util.List;

/** Indicators over sources beside invoices: registers, payroll, statements, banks, carriers, shops. */
final class SourceCases {
    private SourceCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        registers(w, cases);
        payroll(w, cases);
        books(w, cases);
        bank(w, cases);
        goodsAndShops(w, cases);
        return cases;
    }

    private static void registers(World w, List<IndicatorCase> cases) {
        w.firm("A15A", "status=03");
        w.row("market_reg", "tax_id=A15A status=x abnormal_list=true date=2026-04-01");
        cases.add(is("RI-A15", "A15A", 1));
        cases.add(noData("RI-A15", "A11A"));
        w.firm("A04X", "address=同福路9号").firm("A04Y", "address=同福路9号").exempt("A04X", "RI-A04");
        cases.add(noData("RI-A04", "A04X"));
        cases.add(is("RI-A04", "A04Y", 2));
        w.firm("H01A", "status=03");
        w.row("credit_ratings", "tax_id=H01A year=2024 score=80 level=B");
        w.row("credit_ratings", "tax_id=H01A year=2025 score=45 level=C");
        cases.add(is("RI-H01", "H01A", 1));
        cases.add(noData("RI-H01", "A15A"));
        w.firm("H02A", "status=03");
        w.row("arrears", "tax_id=H02A period=2025-12-01 since=2026-01-16 amount=100");
        w.row("arrears", "tax_id=H02A period=2025-10-01 since=2025-11-16 amount=100 settled=2026-01-05");
        cases.add(is("RI-H02", "H02A", 105));
        cases.add(is("RI-H02", "A15A", 0));
        w.row("tip_offs", "tax_id=H02A tip_no=T1 kind=TIP received=2026-03-01");
        w.row("tip_offs", "tax_id=H02A tip_no=T2 kind=INBOUND_CHECK received=2026-04-01");
        w.row("tip_offs", "tax_id=H02A tip_no=T3 kind=TIP received=2026-02-01 closed=2026-02-20");
        cases.add(is("RI-H04", "H02A", 2));
    }

    private static void payroll(World w, List<IndicatorCase> cases) {
        w.firm("B22A", "industry_code=7233").firm("B22B", "industry_code=7233");
        for (String firm : List.of("B22A", "B22B")) {
            goods(w, firm, "K1", "2026-04-10", "600", "3040602010000000000", "1");
            goods(w, firm, "K1", "2026-04-10", "400", "3040201020000000000", "1");
        }
        w.row("withholdings", "tax_id=B22A period=2026-04-01 headcount=2 total_pay=9000 tax=0");
        w.row("withholdings", "tax_id=B22B period=2026-04-01 headcount=3 total_pay=9000 tax=0");
        cases.add(is("RI-B22", "B22A", 0.6));
        cases.add(is("RI-B22", "B22B", 0));
        w.firm("D22A", "status=03").firm("D22B", "status=03");
        w.invoice("D22A", "K1", "2026-03-10", "2000000", "");
        w.invoice("D22B", "K1", "2026-03-10", "2000000", "");
        w.row("withholdings", "tax_id=D22A period=2026-03-01 headcount=4 total_pay=3000 tax=0");
        w.row("social_insurance", "tax_id=D22A period=2026-03-01 insured_count=1");
        cases.add(is("RI-D22", "D22A", 0.0015));
        cases.add(is("RI-D22", "D22B", 0));
        cases.add(is("RI-D30", "D22A", 0.75));
        cases.add(noData("RI-D30", "D22B"));
    }

    private static void books(World w, List<IndicatorCase> cases) {
        w.firm("D09A", "status=03");
        for (String month : List.of("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")) {
            ReturnCases.filed(w, "D09A", month, "r20=26000 r24=0");
        }
        w.row(
                "financial_statements",
                "tax_id=D09A period=2026-03-01 inventory=100000 revenue=1000 advances=300 other_payables=800");
        w.row("financial_statements", "tax_id=D09A period=2025-03-01 inventory=50000 revenue=800");
        cases.add(is("RI-D09", "D09A", 1.0));
        cases.add(is("RI-D18", "D09A", 0.75));
        cases.add(is("RI-D19", "D09A", 0.8));
        w.firm("D15A", "status=03");
        w.row("cit_returns", "tax_id=D15A year=2023 revenue=800 total_profit=-1");
        w.row("cit_returns", "tax_id=D15A year=2024 revenue=900 total_profit=-1");
        w.row("cit_returns", "tax_id=D15A year=2025 revenue=1000 total_profit=-5");
        ReturnCases.filed(w, "D15A", "2025-08", "sales_general=500 sales_exempt=100 r24=0");
        cases.add(is("RI-D15", "D15A", 0.4));
        cases.add(is("RI-D16", "D15A", 2));
        cases.add(noData("RI-D15", "D09A"));
    }

    private static void bank(World w, List<IndicatorCase> cases) {
        w.firm("F01A", "status=03").firm("F01B", "status=03").firm("F01C", "status=03");
        w.person("PF1", "").role("F01B", "PF1", "LEGAL_REP", "");
        w.invoice("F01A", "F01B", "2026-03-05", "100000", "tax=25000");
        flow(w, "IN", "60000", "2026-03-10T09:00:00", "counter_owner=F01B counter_kind=CORP balance=60000");
        flow(w, "OUT", "20000", "2026-03-12T09:00:00", "counter_owner=F01B counter_kind=CORP balance=40000");
        flow(w, "OUT", "10000", "2026-03-13T09:00:00", "counter_owner=PF1 counter_kind=PERSON balance=30000");
        flow(w, "OUT", "9000", "2026-03-18T09:00:00", "counter_owner=F01B counter_kind=CORP balance=21000");
        flow(w, "IN", "100000", "2026-03-20T09:00:00", "counter_owner=F01C counter_kind=CORP balance=121000");
        flow(w, "OUT", "120900", "2026-03-20T20:00:00", "counter_owner=F01C counter_kind=CORP balance=100");
        cases.add(is("RI-F01", "F01A", 0.5));
        cases.add(is("RI-F02", "F01A", 1));
        cases.add(is("RI-F05", "F01A", 10_000 / 159_900.0));
        cases.add(is("RI-F06", "F01A", 1 - 60_000 / 125_000.0));
        cases.add(is("RI-F07", "F01A", 100 / 160.0));
        cases.add(noData("RI-F01", "F01C"));
        cases.add(noData("RI-F02", "F01C"));
        cases.add(noData("RI-F06", "D22B"));
    }

    private static void flow(World w, String direction, String amount, String time, String cells) {
        w.row(
                "bank_flow",
                "tax_id=F01A account_hash=aa owner_kind=CORP counter_account_hash=b" + amount + " direction="
                        + direction + " amount=" + amount + " time=" + time + "+08:00 " + cells);
    }

    private static void goodsAndShops(World w, List<IndicatorCase> cases) {
        w.firm("F03A", "status=03");
        String no = w.invoice("F03A", "K1", "2026-03-10", "100", "");
        w.item(no, "F03A", 1, "tax_class_code=" + TradeCases.COAL + " unit=吨 qty=30 amount=60");
        w.item(no, "F03A", 2, "tax_class_code=" + TradeCases.STEEL + " unit=公斤 qty=10000 amount=30");
        w.item(no, "F03A", 3, "tax_class_code=" + TradeCases.STEEL + " unit=件 qty=9 amount=10");
        w.row("logistics_waybill", "tax_id=F03A shipper_uscc=F03A weight_t=12 date=2026-03-11 waybill_no=W1");
        cases.add(is("RI-F03", "F03A", 0.7));
        w.firm("F04A", "status=03");
        w.row("ecommerce_sales", "platform=某平台 tax_id=F04A shop=店 month=2026-03-01 gmv=1100 refund=100");
        ReturnCases.filed(w, "F04A", "2026-03", "sales_general=700 r24=0");
        cases.add(is("RI-F04", "F04A", 0.3));
        cases.add(noData("RI-F04", "F03A"));
    }
}
