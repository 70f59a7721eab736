package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.YihuProperties;
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
    /** Request attribute: the second factor is still to be shown ({@code code}) or to be set up ({@code setup}). */
    static final String FACTOR = "organization.factor";
    /** Session attribute: login whose code was right in this session. */
    static final String FACTOR_SHOWN = "organization.factorShown";

    private final JdbcClient jdbc;
    private final SignInProperties properties;
    private final YihuProperties yihu;

    @Override
    public Optional<Actor> byLogin(String login) {
        return jdbc.sql("""
                        select a.id, a.login, a.name, a.officer_id, f.office_id, coalesce(o.short_name, o.name) as office_name, o.path,
                          exists (select from organization.second_factor s where s.account_id = a.id and s.confirmed_at is not null) as factor,
                          a.must_change or a.password_changed_at < now() - make_interval(days => ?) as must_change,
                          array(select r.role from organization.account_role r where r.account_id = a.id) as roles
                        from organization.account a
                        left join organization.officer f on f.id = a.officer_id
                        left join organization.office o on o.id = f.office_id
                        where a.login = ? and a.disabled_at is null and f.status is distinct from 'LEFT'""")
                .params(properties.profile().daysValid, login)
                .query((row, number) -> actor(row))
                .optional();
    }

    /** Who must change the password or show a second factor has no role and sees nothing until then; administrators never see taxpayers. */
    private Actor actor(ResultSet row) throws SQLException {
        Set<String> held = Set.copyOf(List.of((String[]) row.getArray("roles").getArray()));
        boolean waiting = waits(row.getString("login"), row.getBoolean("must_change"), row.getBoolean("factor"), held);
        Set<String> roles = waiting ? Set.of() : held;
        String path = row.getString("path");
        boolean blind = waiting || path == null || roles.stream().anyMatch(AccountRoles.ADMINISTRATORS::contains);
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

    /** Says to the request what is still to be done; outside a request nothing is. */
    private boolean waits(String login, boolean mustChange, boolean factor, Set<String> held) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return mustChange;
        }
        boolean shown = login.equals(request.getAttribute(FACTOR_SHOWN, RequestAttributes.SCOPE_SESSION));
        String factorState = factor ? (shown ? null : "code") : (needsFactor(held) ? "setup" : null);
        if (mustChange) {
            request.setAttribute(MUST_CHANGE, Boolean.TRUE, RequestAttributes.SCOPE_REQUEST);
        }
        if (factorState != null) {
            request.setAttribute(FACTOR, factorState, RequestAttributes.SCOPE_REQUEST);
        }
        return mustChange || factorState != null;
    }

    private boolean needsFactor(Set<String> held) {
        return switch (properties.duty(yihu)) {
            case NOBODY -> false;
            case ADMINISTRATORS -> held.stream().anyMatch(AccountRoles.ADMINISTRATORS::contains);
            case EVERYONE -> true;
        };
    }
}
