package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Makes accounts in one go, for seeding and for the first start; single accounts are the system administrator's work. */
@Service
@RequiredArgsConstructor
public class AccountService {
    private final JdbcClient jdbc;
    private final Passwords passwords;

    /** Creates the accounts with their roles in two statements; one password is hashed once, however many accounts share it. */
    @Traced("organization.account.createAll")
    public void createAll(List<NewAccount> accounts) {
        accounts.forEach(AccountService::refuseMixedRoles);
        Map<String, String> hashes = accounts.stream()
                .map(NewAccount::password)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), passwords::hash));
        jdbc.sql("""
                        insert into organization.account (login, name, person_no, officer_id, password_hash, must_change, created_by)
                        select login, name, person_no, officer_id, hash, must_change, ?
                        from unnest(?, ?, ?, ?, ?, ?) as a (login, name, person_no, officer_id, hash, must_change)""")
                .params(
                        CurrentActor.get().login(),
                        column(accounts, NewAccount::login, String[]::new),
                        column(accounts, NewAccount::name, String[]::new),
                        column(accounts, NewAccount::personNo, String[]::new),
                        column(accounts, NewAccount::officerId, Long[]::new),
                        column(accounts, account -> hashes.get(account.password()), String[]::new),
                        column(accounts, NewAccount::mustChange, Boolean[]::new))
                .update();
        grantAll(accounts);
        Trail.note("accounts", accounts.size());
        Trail.note(
                "logins",
                String.join(" ", accounts.stream().map(NewAccount::login).toList()));
    }

    private void grantAll(List<NewAccount> accounts) {
        List<String[]> grants = accounts.stream()
                .flatMap(account -> account.roles().stream().map(role -> new String[] {account.login(), role}))
                .toList();
        jdbc.sql("""
                        insert into organization.account_role (account_id, person_no, role, granted_by)
                        select a.id, a.person_no, g.role, ?
                        from unnest(?, ?) as g (login, role) join organization.account a on a.login = g.login""")
                .params(
                        CurrentActor.get().login(),
                        column(grants, grant -> grant[0], String[]::new),
                        column(grants, grant -> grant[1], String[]::new))
                .update();
    }

    private static void refuseMixedRoles(NewAccount account) {
        if (!AccountRoles.compatible(account.roles())) {
            throw Refusal.conflict("organization.role.incompatible", account.name());
        }
    }

    private static <T, V> V[] column(List<T> rows, Function<T, V> value, java.util.function.IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
