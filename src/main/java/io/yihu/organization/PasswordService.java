package io.yihu.organization;

import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sets passwords that keep the rules; the last ones are remembered by their hashes. */
@Service
@RequiredArgsConstructor
class PasswordService {
    private static final Set<String> COMMON = CommonWords.load();

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final SignInProperties properties;

    private record Account(long id, String login, String name, String passwordHash) {}

    /** The owner's own choice. */
    @Traced("organization.password.change")
    public void choose(String login, String wanted) {
        Account account = jdbc.sql(
                        "select id, login, name, password_hash from organization.account where login = ? for update")
                .param(login)
                .query(Account.class)
                .single();
        Trail.object("account", login);
        String broken = PasswordRules.broken(properties.profile(), wanted, account.login(), account.name(), COMMON);
        if (broken != null) {
            throw Refusal.invalid("organization.password." + broken, properties.profile().shortest);
        }
        if (usedBefore(account, wanted)) {
            throw Refusal.invalid("organization.password.used", Math.max(1, properties.profile().remembered));
        }
        remember(account.id(), account.passwordHash());
        set(account.id(), passwords.hash(wanted), false);
    }

    /** A one-time password made by the system; it only serves to choose another one. */
    @Traced("organization.password.reset")
    public String reset(long accountId, String login) {
        Trail.object("account", login);
        String initial = InitialPassword.next();
        String before = jdbc.sql("select password_hash from organization.account where id = ? for update")
                .param(accountId)
                .query(String.class)
                .single();
        remember(accountId, before);
        set(accountId, passwords.hash(initial), true);
        return initial;
    }

    private boolean usedBefore(Account account, String wanted) {
        List<String> earlier = jdbc.sql("""
                        select password_hash from organization.password_history where account_id = ?
                        order by set_at desc limit ?""")
                .params(account.id(), Math.max(0, properties.profile().remembered - 1))
                .query(String.class)
                .list();
        return passwords.matches(wanted, account.passwordHash())
                || earlier.stream().anyMatch(hash -> passwords.matches(wanted, hash));
    }

    private void remember(long accountId, String hash) {
        jdbc.sql("insert into organization.password_history (account_id, password_hash) values (?, ?)")
                .params(accountId, hash)
                .update();
    }

    /** Time of the database: validity must not move with the demo clock. */
    private void set(long accountId, String hash, boolean mustChange) {
        jdbc.sql("""
                        update organization.account set password_hash = ?, must_change = ?, password_changed_at = now()
                        where id = ?""").params(hash, mustChange, accountId).update();
    }
}
