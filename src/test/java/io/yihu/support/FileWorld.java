package io.yihu.support;

import io.yihu.organization.AccountService;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Two neighbouring counties, one account per role, and the firm of GS-01 in the first county, fed in through the registers. */
@Component
@RequiredArgsConstructor
public class FileWorld {
    public static final String FIRM = "借壳商贸有限公司";
    public static final String NEIGHBOUR = "邻县商贸有限公司";
    public static final List<String> LOGINS =
            List.of("li.officer", "wang.super", "chen.other", "zhao.grid", "mo.model", "sys.one", "sec.one", "aud.one");
    private final StagedFeeds staging;
    private final AccountService accounts;
    private final JdbcClient jdbc;

    public void build() {
        staging.load("offices", "test", """
                code,name,short_name,level,kind,parent_code,division_code
                10000000000,国家税务总局,总局,HQ,ADMIN,,
                13300000000,东海省税务局,东海省局,PROVINCE,ADMIN,10000000000,330000
                13301000000,临江市税务局,临江市局,CITY,ADMIN,13300000000,330100
                13301060000,海岸县税务局,海岸县局,COUNTY,ADMIN,13301000000,330106
                13301080000,山前县税务局,山前县局,COUNTY,ADMIN,13301000000,330108
                13301060001,海岸县第一税务所,海岸一所,BRANCH,BRANCH,13301060000,330106
                13301080001,山前县第一税务所,山前一所,BRANCH,BRANCH,13301080000,330108
                """);
        staging.load("officers", "test", """
                staff_no,name,office_code,posts,skills,cert_no,cert_valid_to
                S001,李四海,13301060001,SOURCE_MGMT,VAT:4;RISK_RESPONSE:5,C1,2099-01-01
                S002,王五洲,13301060000,LEADER,,C2,2099-01-01
                S003,陈邻里,13301080001,SOURCE_MGMT,VAT:3,C3,2099-01-01
                S004,赵网格,13301060000,GRID,,,
                S005,莫模型,10000000000,MODEL,,,
                """);
        staging.load("registrations", "test", """
                reg_serial,tax_id,name,status,taxpayer_type,division_code,office_code,register_date,capital,address
                R1,91330106MA0000001A,%s,03,GENERAL,330106,13301060001,2021-03-01,1000000,海岸路1号
                R2,91330108MA0000002B,%s,03,GENERAL,330108,13301080001,2020-01-15,500000,山前路2号
                R3,91330106MA0000003C,海岸采购有限公司,03,SMALL,330106,13301060001,2019-05-05,,海岸路3号
                """.formatted(FIRM, NEIGHBOUR));
        staging.load("persons", "test", """
                person_no,name,birth,sex
                P1,钱老板,1970-01-01,M
                P2,孙新人,1985-06-06,F
                """);
        staging.load("person_roles", "test", """
                reg_serial,person_no,role,from,to
                R1,P1,LEGAL_REP,2021-03-01,2026-03-01
                R1,P2,LEGAL_REP,2026-03-02,
                R2,P2,SHAREHOLDER,2020-01-15,
                """);
        staging.load("registration_changes", "test", """
                reg_serial,item,old_value,new_value,change_date,person_no
                R1,LEGAL_REP,钱老板,孙新人,2026-03-02,P2
                R1,ADDRESS,海岸路9号,海岸路1号,2025-06-10,
                """);
        StringBuilder invoices = new StringBuilder(
                "kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status\n");
        for (int month = 4; month <= 14; month++) {
            int year = month > 12 ? 2026 : 2025;
            invoices.append(
                    "PAPER_SPECIAL,3300,%08d,%d-%02d-10T10:00:00+08:00,91330106MA0000001A,a,91330106MA0000003C,b,3000.00,390.00,NORMAL%n"
                            .formatted(month, year, month > 12 ? month - 12 : month));
        }
        invoices.append("""
                PAPER_SPECIAL,3300,00000101,2026-03-15T10:00:00+08:00,91330106MA0000001A,a,91330108MA0000002B,c,8000000.00,1040000.00,NORMAL
                PAPER_SPECIAL,3300,00000102,2026-03-16T10:00:00+08:00,91330106MA0000001A,a,91330106MA0000003C,b,200000.00,26000.00,NORMAL
                PAPER_SPECIAL,3300,00000103,2026-04-16T10:00:00+08:00,91330106MA0000001A,a,91330108MA0000002B,c,6500000.00,845000.00,NORMAL
                PAPER_SPECIAL,3300,00000104,2026-04-17T10:00:00+08:00,91330106MA0000001A,a,91330108MA0000002B,c,999.00,9.00,VOID
                PAPER_SPECIAL,3300,00000105,2026-03-20T10:00:00+08:00,EXT000000000000001,外省供货,91330106MA0000001A,a,100000.00,13000.00,NORMAL
                """);
        staging.load("invoices", "test", invoices.toString());
        staging.load("invoice_quotas", "test", """
                tax_id,kind,per_invoice_limit,monthly_count,approved_at,approver
                91330106MA0000001A,PAPER_SPECIAL,100000,25,2021-03-05T09:00:00+08:00,S002
                """);
        accounts.createAll(List.of(
                account("li.officer", "李四海", "S001", Roles.OFFICER),
                account("wang.super", "王五洲", "S002", Roles.SUPERVISOR),
                account("chen.other", "陈邻里", "S003", Roles.OFFICER),
                account("zhao.grid", "赵网格", "S004", Roles.GRID_ADMIN),
                account("mo.model", "莫模型", "S005", Roles.MODEL_ADMIN),
                new NewAccount("sys.one", "系统员", "A001", null, "Test-2026-Pass", false, Set.of(Roles.SYSTEM_ADMIN)),
                new NewAccount("sec.one", "安全员", "A002", null, "Test-2026-Pass", false, Set.of(Roles.SECURITY_ADMIN)),
                new NewAccount("aud.one", "审计员", "A003", null, "Test-2026-Pass", false, Set.of(Roles.AUDIT_ADMIN))));
    }

    private NewAccount account(String login, String name, String staffNo, String role) {
        return new NewAccount(login, name, staffNo, officer(staffNo), "Test-2026-Pass", false, Set.of(role));
    }

    public long officer(String staffNo) {
        return id("select id from organization.officer where staff_no = ?", staffNo);
    }

    public long subject(String name) {
        return id("select id from taxpayer.subject where name = ?", name);
    }

    public long office(String code) {
        return id("select id from organization.office where code = ?", code);
    }

    public long person(String personNo) {
        return id("select id from taxpayer.person where person_no = ?", personNo);
    }

    private long id(String sql, String key) {
        return jdbc.sql(sql).param(key).query(Long.class).single();
    }
}
