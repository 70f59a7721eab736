package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
    private final SignInProperties properties;
    private final SecondFactorService factors;

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
                        properties.profile().daysValid,
                        properties.profile().daysValid,
                        CurrentActor.get().accountId())
                .query(View.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Which rules the password keeps: DJBH3 or ASVS. */
    public String passwordProfile() {
        return properties.profile().name();
    }

    /** True when signing in asks for a code as well. */
    public boolean secondFactor() {
        return factors.present(CurrentActor.get().accountId());
    }

    /** What goes into the app; drawn at the first look. */
    public SecondFactorService.Setup beginFactor() {
        return factors.begin(CurrentActor.get().accountId(), CurrentActor.get().login());
    }

    /** The first right code makes it count; answers the recovery codes. */
    public List<String> confirmFactor(String code) {
        return factors.confirm(
                CurrentActor.get().accountId(), CurrentActor.get().login(), code);
    }

    /** The code of a sign-in that is half done; false when it is wrong, a refusal when too many were. */
    public boolean enterCode(String code) {
        return switch (check.code(CurrentActor.get().login(), code)) {
            case RIGHT -> true;
            case WRONG -> false;
            case LOCKED -> throw Refusal.conflict("organization.signIn.locked");
        };
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
