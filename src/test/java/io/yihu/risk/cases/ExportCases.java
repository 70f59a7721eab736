package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;
import static io.yihu.risk.cases.TradeCases.goods;

import java.util.ArrayList;
import java.util.List;

/** RI-E: exports, money from abroad, refunds. */
final class ExportCases {
    private ExportCases() {}

    static List<IndicatorCase> of(World w) {
        List<IndicatorCase> cases = new ArrayList<>();
        w.firm("E01A", "register_date=2025-09-01");
        goods(w, "K2", "E01A", "2026-02-10", "4000", "1040201090000000000", "400");
        declare(w, "1", "hs10=6201000000 qty=100 fob=6000 country=US port=2201 broker=甲行 date=2026-03-10");
        declare(w, "2", "hs10=8401000000 qty=1 fob=4000 country=US port=5101 broker=甲行 date=2026-03-11");
        declare(w, "3", "hs10=6201000000 qty=10 fob=2000 country=US port=2201 broker=乙行 date=2025-03-11");
        w.row("forex_receipt", "tax_id=E01A amount=3000 currency=CNY from_country=US date=2026-04-01 receipt_no=1");
        w.row("forex_receipt", "tax_id=E01A amount=5000 currency=CNY from_country=HK date=2026-04-02 receipt_no=2");
        cases.add(is("RI-E01", "E01A", 6));
        cases.add(is("RI-E02", "E01A", 0.6));
        cases.add(is("RI-E03", "E01A", 1 + (1 - 8_000 / 10_000.0) / 0.2));
        cases.add(is("RI-E04", "E01A", 4));
        cases.add(is("RI-E05", "E01A", 1));
        cases.add(is("RI-E06", "E01A", 0.4));
        cases.add(noData("RI-E02", "E07A"));
        w.firm("E07A", "status=03").firm("E07S", "status=03").concluded("E07S", 701, "CONFIRMED", "2026-03-01");
        refund(w, "E07S", "100", "");
        refund(w, "K2", "60", "management_status=ABNORMAL_VOUCHER");
        refund(w, "K2", "240", "");
        cases.add(is("RI-E07", "E07A", 0.4));
        w.row("export_refunds", "tax_id=E07A period=2025-03-01 refund=100");
        w.row("export_refunds", "tax_id=E07A period=2026-03-01 refund=350");
        w.row("withholdings", "tax_id=E07A period=2025-03-01 headcount=10");
        w.row("withholdings", "tax_id=E07A period=2026-03-01 headcount=12");
        cases.add(is("RI-E08", "E07A", 2.5 - 0.2));
        return cases;
    }

    private static void declare(World w, String no, String cells) {
        w.row("customs_declaration", "tax_id=E01A decl_no=D" + no + " unit=件 currency=CNY " + cells);
    }

    private static void refund(World w, String seller, String tax, String cells) {
        String no = w.invoice(seller, "E07A", "2026-03-10", "1000", "tax=" + tax + " " + cells);
        w.row(
                "invoice_usages",
                "number=" + no + " seller_tax_id=" + seller
                        + " buyer_tax_id=E07A usage=REFUND period=2026-04-01 ticked_at=2026-04-20T20:00:00+08:00 effective_tax="
                        + tax);
    }
}
