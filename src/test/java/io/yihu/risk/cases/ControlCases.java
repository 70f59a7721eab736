package io.yihu.risk.cases;

import static io.yihu.risk.cases.IndicatorCase.is;
import static io.yihu.risk.cases.IndicatorCase.noData;

import java.util.List;

/** RI-A: people, places, quotas. */
final class ControlCases {
    private ControlCases() {}

    static List<IndicatorCase> of(World w) {
        people(w);
        places(w);
        quotas(w);
        return List.of(
                is("RI-A01", "A01A", 3),
                is("RI-A02", "A02A", 2),
                is("RI-A02", "A02D", 0),
                is("RI-A03", "A03A", 2),
                noData("RI-A03", "A02A"),
                is("RI-A04", "A04A", 3),
                is("RI-A05", "A05A", 1),
                is("RI-A05", "A05B", 0),
                noData("RI-A05", "A01A"),
                is("RI-A06", "A05A", 75),
                is("RI-A06", "A05B", 17),
                is("RI-A07", "A07A", 3),
                is("RI-A08", "A08A", 540),
                is("RI-A09", "A09A", 1),
                is("RI-A10", "A10A", 2),
                is("RI-A11", "A11A", 30),
                noData("RI-A11", "A12A"),
                is("RI-A12", "A12A", 1),
                noData("RI-A12", "A11A"),
                is("RI-A13", "A13A", 0.5),
                is("RI-A14", "A14A", 1),
                noData("RI-A14", "A11A"),
                is("RI-B25", "B25A", 3));
    }

    private static void people(World w) {
        w.person("P1", "").person("P2", "").person("P3", "").person("P4", "");
        for (String firm : List.of("A01A", "A01B", "A01C")) {
            w.firm(firm, "status=03").role(firm, "P1", "LEGAL_REP", "");
        }
        w.firm("A01D", "status=07").role("A01D", "P1", "LEGAL_REP", "");
        w.firm("A01E", "status=03").role("A01E", "P1", "LEGAL_REP", "to=2025-12-31");
        w.firm("A02A", "status=03").role("A02A", "P2", "FIN_OFFICER", "");
        w.firm("A02B", "status=03").role("A02B", "P2", "TAX_AGENT", "");
        w.firm("A02C", "status=03").role("A02C", "P2", "LEGAL_REP", "").role("A02C", "P2", "TAX_AGENT", "");
        w.person("P2X", "")
                .firm("A02D", "status=03")
                .role("A02D", "P2X", "TAX_AGENT", "")
                .role("A02D", "P2", "SHAREHOLDER", "");
        w.firm("A03A", "subject_kind=单位纳税人")
                .role("A03A", "P3", "LEGAL_REP", "")
                .role("A03A", "P3", "FIN_OFFICER", "")
                .role("A03A", "P3", "TAX_AGENT", "")
                .role("A03A", "P4", "INVOICE_COLLECTOR", "");
        w.person("P5", "capability_flag=NONE_CAPACITY birth=1950-06-01");
        w.person("P5B", "capability_flag=NONE death_flag=false birth=2008-05-02");
        w.firm("A05A", "status=03").role("A05A", "P5", "LEGAL_REP", "");
        w.firm("A05B", "status=03").role("A05B", "P5B", "LEGAL_REP", "");
        w.person("P8", "credit_score=600").person("P8B", "credit_score=540").person("P8C", "credit_score=300");
        w.firm("A08A", "status=03")
                .role("A08A", "P8", "LEGAL_REP", "")
                .role("A08A", "P8B", "FIN_OFFICER", "")
                .role("A08A", "P8C", "TAX_AGENT", "");
        w.person("P9", "");
        w.firm("A09A", "status=03").role("A09A", "P9", "LEGAL_REP", "");
        w.firm("A09B", "status=05").role("A09B", "P9", "FIN_OFFICER", "from=2021-01-01 to=2025-01-01");
        w.firm("A09C", "status=08").role("A09C", "P9", "FIN_OFFICER", "from=2018-01-01 to=2020-01-01");
    }

    private static void places(World w) {
        w.firm("A04A", "address=同福路1号").firm("A04B", "address=同福路1号").firm("A04C", "address=同福路~1号");
        w.firm("A04D", "address=同福路1号 status=07");
        w.firm("A07A", "phone=0571-111 email=a7@x.cn")
                .firm("A07B", "phone=0571111 email=A7@x.cn")
                .firm("A07C", "email=a7@X.cn");
        w.firm("A10A", "register_date=2025-10-01");
        change(w, "A10A", "NAME", "2025-11-01");
        change(w, "A10A", "INDUSTRY", "2025-11-02");
        change(w, "A10A", "ADDRESS", "2026-03-30");
        change(w, "A10A", "SCOPE", "2026-04-15");
        w.firm("A12A", "division_code=330102 business_division_code=330205");
        w.person("P13", "");
        w.firm("A13A", "register_date=2025-12-01 business_scope=钢材销售;煤炭销售;五金批发").role("A13A", "P13", "LEGAL_REP", "");
        w.firm("A13B", "register_date=2026-01-01 business_scope=钢材销售；煤炭销售；化工产品").role("A13B", "P13", "TAX_AGENT", "");
        w.firm("A13C", "register_date=2020-01-01 business_scope=钢材销售;煤炭销售;五金批发").role("A13C", "P13", "LEGAL_REP", "");
    }

    private static void quotas(World w) {
        w.firm("A11A", "paid_in_capital=100000");
        quota(w, "A11A", "DIGITAL_SPECIAL", "monthly_amount=500000", "2025-01-01");
        quota(w, "A11A", "DIGITAL_SPECIAL", "monthly_amount=1000000", "2025-06-01");
        quota(w, "A11A", "DIGITAL_NORMAL", "monthly_amount=2000000", "2025-06-01");
        quota(w, "A11A", "DIGITAL_NORMAL", "monthly_amount=9000000", "2026-05-02");
        w.firm("A14A", "register_date=2026-03-15");
        quota(w, "A14A", "E_SPECIAL", "per_invoice_limit=200000 monthly_count=25", "2026-03-20");
        w.firm("B25A", "status=03");
        quota(w, "B25A", "E_SPECIAL", "monthly_count=10 per_invoice_limit=1000", "2025-01-01");
        quota(w, "B25A", "E_SPECIAL", "monthly_count=20 per_invoice_limit=1000", "2025-12-01");
        quota(w, "B25A", "E_SPECIAL", "monthly_count=20 per_invoice_limit=9000", "2026-02-01");
        quota(w, "B25A", "E_SPECIAL", "monthly_count=15 per_invoice_limit=9000", "2026-03-01");
        quota(w, "B25A", "E_SPECIAL", "monthly_count=25 per_invoice_limit=9000", "2026-04-01");
    }

    static void change(World w, String taxId, String item, String day) {
        w.row(
                "registration_changes",
                "reg_serial=R" + taxId + " item=" + item + " new_value=" + item + day + " change_date=" + day);
    }

    static void quota(World w, String taxId, String kind, String cells, String day) {
        w.row(
                "invoice_quotas",
                "tax_id=" + taxId + " kind=" + kind + " " + cells + " approved_at=" + day + "T09:00:00+08:00");
    }
}
