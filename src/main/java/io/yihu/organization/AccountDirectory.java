package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The actor behind a login, read in one indexed query per request: a right taken away counts from the next request on. */
@Component
@RequiredArgsConstructor
class AccountDirectory implements ActorDirectory {
    /** Request attribute: this account may do nothing but choose a new password. */
    static final String MUST_CHANGE = "organization.mustChange";

    private final JdbcClient jdbc;

    @Override
    public Optional<Actor> byLogin(String login) {
        return jdbc.sql("""
                        select a.id, a.login, a.name, a.officer_id, f.office_id, coalesce(o.short_name, o.name) as office_name, o.path,
                          a.must_change or a.password_changed_at < now() - make_interval(days => ?) as must_change,
                          array(select r.role from organization.account_role r where r.account_id = a.id) as roles
                        from organization.account a
                        left join organization.officer f on f.id = a.officer_id
                        left join organization.office o on o.id = f.office_id
                        where a.login = ? and a.disabled_at is null and f.status is distinct from 'LEFT'""")
                .params(PasswordRules.DAYS_VALID, login)
                .query((row, number) -> actor(row))
                .optional();
    }

    /** Who must change the password has no role and sees nothing until then; administrators never see taxpayers. */
    private static Actor actor(ResultSet row) throws SQLException {
        boolean mustChange = row.getBoolean("must_change");
        if (mustChange && RequestContextHolder.getRequestAttributes() != null) {
            RequestContextHolder.getRequestAttributes()
                    .setAttribute(MUST_CHANGE, Boolean.TRUE, RequestAttributes.SCOPE_REQUEST);
        }
        Set<String> roles = mustChange
                ? Set.of()
                : Set.copyOf(List.of((String[]) row.getArray("roles").getArray()));
        String path = row.getString("path");
        boolean blind = mustChange || path == null || roles.stream().anyMatch(AccountRoles.ADMINISTRATORS::contains);
        return new Actor(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getObject("officer_id", Long.class),
                row.getObject("office_id", Long.class),
                row.getString("office_name"),
                blind ? "" : path,
                roles);
    }
}
