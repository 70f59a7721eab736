package io.yihu.organization;

import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.YihuProperties;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts a demo shows on its sign-in page; in production there is no such list. */
@Component
@RequiredArgsConstructor
public class DemoSignIn {
    private static final String LOGINS = "demo.sign-in.logins";
    private static final String PASSWORD = "demo.sign-in.password";

    private final JdbcClient jdbc;
    private final DatabaseMarker marker;
    private final YihuProperties properties;

    /** One line of the list. */
    public record Account(String login, String name, String officeName, Set<String> roles) {}

    /** Shows these accounts, in this order, with the password they share. */
    public void show(List<String> logins, String password) {
        marker.write(LOGINS, String.join(" ", logins));
        marker.write(PASSWORD, password);
    }

    /** Empty in production mode, whatever the database says. */
    public List<Account> accounts() {
        if (!properties.demoMode()) {
            return List.of();
        }
        String[] logins = marker.read(LOGINS).map(line -> line.split(" ")).orElse(new String[0]);
        return jdbc.sql("""
                        select a.login, a.name, coalesce(o.short_name, o.name) as office_name,
                          array(select r.role from organization.account_role r where r.account_id = a.id order by r.role) as roles
                        from unnest(?) with ordinality as l (login, place)
                        join organization.account a on a.login = l.login and a.disabled_at is null
                        left join organization.officer f on f.id = a.officer_id
                        left join organization.office o on o.id = f.office_id
                        order by l.place""")
                .param(logins)
                .query((row, number) -> new Account(
                        row.getString("login"), row.getString("name"), row.getString("office_name"), Set.of((String[])
                                row.getArray("roles").getArray())))
                .list();
    }

    public String password() {
        return properties.demoMode() ? marker.read(PASSWORD).orElse("") : "";
    }
}
