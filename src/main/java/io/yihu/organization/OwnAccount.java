package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person may do with the own account. */
@Component
@RequiredArgsConstructor
public class OwnAccount {
    private final JdbcClient jdbc;
    private final SignInCheck check;
    private final Passwords passwords;
    private final PasswordService service;
    private final Sessions sessions;

    /** The own account as its page shows it; officer columns are null for a pure administrator. */
    public record View(
            String login,
            String name,
            String personNo,
            Long officerId,
            LocalDate unavailableUntil,
            boolean mustChange,
            Instant passwordChangedAt,
            Instant passwordExpiresAt,
            Instant lastSignInAt,
            String lastSignInIp) {}

    public View view() {
        return jdbc.sql("""
                        select a.login, a.name, a.person_no, a.officer_id, f.unavailable_until,
                          a.must_change or a.password_changed_at < now() - make_interval(days => ?) as must_change,
                          a.password_changed_at, a.password_changed_at + make_interval(days => ?) as password_expires_at,
                          a.last_sign_in_at, a.last_sign_in_ip
                        from organization.account a left join organization.officer f on f.id = a.officer_id where a.id = ?""")
                .params(
                        PasswordRules.DAYS_VALID,
                        PasswordRules.DAYS_VALID,
                        CurrentActor.get().accountId())
                .query(View.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Asks for the old password, sets the new one and ends every other session of the account. */
    public int changePassword(String old, String wanted, String again, String sessionId) {
        String login = CurrentActor.get().login();
        if (!wanted.equals(again)) {
            throw Refusal.invalid("organization.password.again");
        }
        return passwords.inTurn(() -> {
            switch (check.confirm(login, old)) {
                case WRONG -> throw Refusal.invalid("organization.password.old");
                case LOCKED -> throw Refusal.conflict("organization.signIn.locked");
                case RIGHT -> service.choose(login, wanted);
            }
            return sessions.end(login, sessionId);
        });
    }
}
