package io.yihu.organization;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The first three accounts of a production database: system, security and audit administrator, three persons. */
@Service
@RequiredArgsConstructor
public class SetupService {
    private static final List<String> ROLES = List.of(Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN);

    private final JdbcClient jdbc;
    private final AccountService accounts;

    /** One of the three, in the order system, security, audit. */
    public record Person(String login, String name, String personNo) {}

    /** What is handed over once. */
    public record Ready(String role, String login, String name, String initialPassword) {}

    /** True until the token was used. */
    @Transactional(readOnly = true)
    public boolean open() {
        return jdbc.sql("select exists (select from organization.setup_token)")
                .query(Boolean.class)
                .single();
    }

    /** Uses up the token; when anything is refused the token stays. */
    @Traced("organization.setup.complete")
    public List<Ready> complete(String token, List<Person> persons) {
        int used = jdbc.sql("delete from organization.setup_token where token_hash = ?")
                .param(OneWay.digest(token.strip()))
                .update();
        if (used == 0) {
            throw Refusal.invalid("organization.setup.token.wrong");
        }
        List<Ready> ready = new ArrayList<>();
        List<NewAccount> opened = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            Person person = persons.get(i);
            String login = SignInCheck.normalised(person.login());
            if (!login.matches("[a-z0-9][a-z0-9._-]{1,31}")) {
                throw Refusal.invalid("organization.account.login.malformed");
            }
            if (person.name().isBlank() || person.personNo().isBlank()) {
                throw Refusal.invalid("organization.account.incomplete");
            }
            String initial = InitialPassword.next();
            ready.add(new Ready(ROLES.get(i), login, person.name().strip(), initial));
            opened.add(new NewAccount(
                    login,
                    person.name().strip(),
                    person.personNo().strip(),
                    null,
                    initial,
                    true,
                    Set.of(ROLES.get(i))));
        }
        refuseSamePerson(opened);
        accounts.createAll(opened);
        Trail.note(
                "logins",
                String.join(" ", opened.stream().map(NewAccount::login).toList()));
        return ready;
    }

    private static void refuseSamePerson(List<NewAccount> opened) {
        boolean three = opened.stream().map(NewAccount::login).distinct().count() == ROLES.size()
                && opened.stream().map(NewAccount::personNo).distinct().count() == ROLES.size()
                && opened.stream().map(NewAccount::name).distinct().count() == ROLES.size();
        if (!three) {
            throw Refusal.invalid("organization.setup.three");
        }
    }
}
