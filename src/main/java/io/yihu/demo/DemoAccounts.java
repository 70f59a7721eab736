package io.yihu.demo;

import io.yihu.organization.AccountService;
import io.yihu.organization.DemoSignIn;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An account for every officer, with short names for the people of the walks. */
@Component
@RequiredArgsConstructor
class DemoAccounts {
    /** People of the walks in the order of the sign-in page: name → login. */
    private static final Map<String, String> KNOWN = known();

    private final JdbcClient jdbc;
    private final AccountService accounts;
    private final DemoSignIn signIn;

    private record Holder(long id, String staffNo, String name, String post) {}

    void create() {
        if (jdbc.sql("select exists (select from organization.v_account)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        List<Holder> holders = jdbc.sql("""
                        select f.id, f.staff_no, f.name, p.post_code as post from organization.v_officer f
                        join organization.v_officer_post p on p.officer_id = f.id and p.is_primary order by f.staff_no""").query(Holder.class).list();
        accounts.createAll(holders.stream()
                .map(holder -> new NewAccount(
                        login(holder),
                        holder.name(),
                        holder.staffNo(),
                        holder.id(),
                        DemoSeeding.PASSWORD,
                        false,
                        Set.of(role(holder))))
                .toList());
        signIn.show(List.copyOf(KNOWN.values()), DemoSeeding.PASSWORD);
    }

    private static String login(Holder holder) {
        return KNOWN.getOrDefault(holder.name(), holder.staffNo().toLowerCase(Locale.ROOT));
    }

    private static String role(Holder holder) {
        return switch (holder.name()) {
            case "周维安" -> Roles.SYSTEM_ADMIN;
            case "吴守中" -> Roles.SECURITY_ADMIN;
            case "郑明鉴" -> Roles.AUDIT_ADMIN;
            default ->
                switch (holder.post()) {
                    case "LEADER", "RISK_ANALYSIS" -> Roles.SUPERVISOR;
                    case "GRID" -> Roles.GRID_ADMIN;
                    case "MODEL", "MODEL_REVIEW" -> Roles.MODEL_ADMIN;
                    default -> Roles.OFFICER;
                };
        };
    }

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("李青禾", "li");
        known.put("王立群", "wang");
        known.put("赵知远", "zhao");
        known.put("陈思衡", "chen");
        known.put("何明远", "he");
        known.put("孙正言", "sun");
        known.put("周维安", "zhou");
        known.put("吴守中", "wu");
        known.put("郑明鉴", "zheng");
        return known;
    }
}
