package io.yihu.organization;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions that are open in the database, on whatever node they began. */
@Component
@RequiredArgsConstructor
public class Sessions {
    private final JdbcClient jdbc;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    /** One signed-in account. */
    public record Online(
            long accountId, String login, String name, String ip, int sessions, Instant since, Instant lastAccess) {}

    public List<Online> online() {
        return jdbc.sql("""
                        select a.id as account_id, a.login, a.name, a.last_sign_in_ip as ip, count(*)::int as sessions,
                          min(s.created_at) as since, max(s.last_access_at) as last_access
                        from platform.v_session s join organization.account a on a.login = s.login
                        where s.expires_at > now()
                        group by a.id order by last_access desc, a.login limit 500""").query(Online.class).list();
    }

    /** Ends the oldest sessions of the login above the number; returns how many. */
    int endOldest(String login, int allowed) {
        List<String> ids = sessions.findByPrincipalName(login).values().stream()
                .sorted(Comparator.comparing((Session session) -> session.getCreationTime())
                        .reversed())
                .skip(allowed)
                .map(Session::getId)
                .toList();
        ids.forEach(sessions::deleteById);
        return ids.size();
    }

    /** Ends all sessions of the login but the one to keep (null keeps none); returns how many. */
    int end(String login, String keep) {
        List<String> ids = sessions.findByPrincipalName(login).keySet().stream()
                .filter(id -> !id.equals(keep))
                .toList();
        ids.forEach(sessions::deleteById);
        return ids.size();
    }
}
