package io.yihu.organization;

import io.yihu.platform.Roles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two provinces below the head office, officers in each, and an account per role. */
class People {
    static final String PASSWORD = "Green-river-2026";

    final Map<String, Long> offices;
    final Map<String, Long> officers;

    People(JdbcClient jdbc, AccountService accounts) {
        jdbc.sql("""
                        insert into organization.office (id, code, name, short_name, level, kind, parent_id) values
                          (1, '10000000000', '国家税务总局', '总局', 'HQ', 'ADMIN', null),
                          (2, '13300000000', '江南省税务局', '江南省局', 'PROVINCE', 'ADMIN', 1),
                          (3, '14400000000', '岭南省税务局', '岭南省局', 'PROVINCE', 'ADMIN', 1),
                          (4, '13301000000', '临江市税务局', '临江市局', 'CITY', 'ADMIN', 2)""").update();
        offices = Map.of("hq", 1L, "jiangnan", 2L, "lingnan", 3L, "linjiang", 4L);
        jdbc.sql("""
                        insert into organization.officer (id, staff_no, name, office_id) values
                          (11, 'S011', '李敏', 4), (12, 'S012', '王强', 2), (13, 'S013', '陈静', 3), (14, 'S014', '赵磊', 1), (15, 'S015', '周宁', 1)""").update();
        officers = Map.of("li", 11L, "wang", 12L, "chen", 13L, "zhao", 14L, "zhou", 15L);
        accounts.createAll(List.of(
                account("li", "李敏", "S011", 11L, Roles.OFFICER),
                account("wang", "王强", "S012", 12L, Roles.SUPERVISOR),
                account("chen", "陈静", "S013", 13L, Roles.OFFICER),
                account("zhao", "赵磊", "S014", 14L, Roles.GRID_ADMIN),
                account("zhou", "周宁", "S015", 15L, Roles.MODEL_ADMIN),
                account("sys", "孙一", "A001", null, Roles.SYSTEM_ADMIN),
                account("sec", "孙二", "A002", null, Roles.SECURITY_ADMIN),
                account("aud", "孙三", "A003", null, Roles.AUDIT_ADMIN)));
    }

    private static NewAccount account(String login, String name, String personNo, Long officer, String role) {
        return new NewAccount(login, name, personNo, officer, PASSWORD, false, Set.of(role));
    }
}
