package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The system administrator's part: who has an account. Never which roles it has, and never its password. */
@Service
@RequiredArgsConstructor
public class AccountAdministrationService {
    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final PasswordService passwordService;
    private final RoleService roles;
    private final Sessions sessions;

    /** A new account and the one-time password to hand over; it is kept nowhere. */
    public record Opened(long id, String initialPassword) {}

    /**
     * Opens an account without roles.
     *
     * @param personNo staff number; when an officer has it, the account belongs to that officer
     */
    @Traced("organization.account.create")
    public Opened create(String login, String name, String personNo) {
        String wanted = SignInCheck.normalised(login);
        if (!wanted.matches("[a-z0-9][a-z0-9._-]{1,31}")) {
            throw Refusal.invalid("organization.account.login.malformed");
        }
        if (name.isBlank() || personNo.isBlank()) {
            throw Refusal.invalid("organization.account.incomplete");
        }
        String initial = InitialPassword.next();
        try {
            long id = jdbc.sql("""
                            insert into organization.account (login, name, person_no, officer_id, password_hash, created_by)
                            values (?, ?, ?, (select id from organization.officer where staff_no = ?), ?, ?) returning id""")
                    .params(wanted, name.strip(), personNo.strip(), personNo.strip(), passwords.hash(initial), actor())
                    .query(Long.class)
                    .single();
            Trail.object("account", wanted);
            Trail.note("personNo", personNo.strip());
            return new Opened(id, initial);
        } catch (DataIntegrityViolationException taken) {
            throw Refusal.conflict("organization.account.login.taken", wanted);
        }
    }

    /** Ends the account's rights and all its sessions; what it did stays. */
    @Traced("organization.account.disable")
    public void disable(long accountId) {
        AccountRow account = locked(accountId);
        refuseSelf(account);
        roles.refuseLastHolder(account.id(), Set.copyOf(account.roles()));
        Trail.change("active", account.active(), false);
        jdbc.sql("update organization.account set disabled_at = coalesce(disabled_at, now()) where id = ?")
                .param(accountId)
                .update();
        sessions.end(account.login(), null);
    }

    @Traced("organization.account.enable")
    public void enable(long accountId) {
        AccountRow account = locked(accountId);
        refuseSelf(account);
        Trail.change("active", account.active(), true);
        jdbc.sql("update organization.account set disabled_at = null where id = ?")
                .param(accountId)
                .update();
    }

    /** A new one-time password; open sessions end. */
    @Traced("organization.account.resetPassword")
    public String resetPassword(long accountId) {
        AccountRow account = locked(accountId);
        refuseSelf(account);
        sessions.end(account.login(), null);
        return passwordService.reset(accountId, account.login());
    }

    @Traced("organization.session.kill")
    public int endSessions(long accountId) {
        AccountRow account = locked(accountId);
        int ended = sessions.end(account.login(), null);
        Trail.note("sessions", ended);
        return ended;
    }

    private AccountRow locked(long accountId) {
        jdbc.sql("select id from organization.account where id = ? for update")
                .param(accountId)
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        AccountRow account = jdbc.sql(AccountQueries.ROW + "where a.id = ?")
                .param(accountId)
                .query(AccountQueries::row)
                .single();
        Trail.object("account", account.login());
        return account;
    }

    private static void refuseSelf(AccountRow account) {
        if (account.login().equals(actor())) {
            throw Refusal.conflict("organization.account.self");
        }
    }

    private static String actor() {
        return CurrentActor.get().login();
    }
}
