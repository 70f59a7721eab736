package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges one sign-in. The guard row of the presented name is locked while its password is checked, so the count is exact at any
 * concurrency and on any number of nodes; unknown names are counted, locked and worked on like known ones.
 *
 * <p>Times are those of the database: locks must not move with the demo clock.
 */
@Component
@RequiredArgsConstructor
class SignInCheck {
    static final int TRIES = 5;
    static final int LOCK_MINUTES = 15;
    private static final Actor NOBODY = new Actor(null, "anonymous", "未登录", null, null, null, "", Set.of());

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final SessionTrailService trail;
    private final AccountDirectory actors;
    private final SecondFactorService factors;

    /** How it ended. */
    enum Outcome {
        RIGHT,
        WRONG,
        LOCKED
    }

    /** Name as accounts are stored: letters without case, full-width signs narrowed. */
    static String normalised(String login) {
        String narrow = Normalizer.normalize(login == null ? "" : login, Normalizer.Form.NFKC);
        return narrow.strip().toLowerCase(Locale.ROOT);
    }

    /** A sign-in; commits whatever the outcome, so that a failure is counted and leaves its row. */
    @Transactional
    public Outcome check(String login, String password, String ip) {
        Outcome outcome = judge(login, password);
        if (outcome == Outcome.RIGHT) {
            jdbc.sql("update organization.account set last_sign_in_at = now(), last_sign_in_ip = ? where login = ?")
                    .params(ip, login)
                    .update();
            CurrentActor.as(actors.byLogin(login).orElse(NOBODY), () -> trail.opened(login));
            forget();
        }
        return outcome;
    }

    /** Asks a person who is signed in for the password again; wrong tries count like those of a sign-in. */
    @Transactional
    public Outcome confirm(String login, String password) {
        return judge(login, password);
    }

    /** The second step of a sign-in; wrong codes are counted apart, so that the right password does not begin the count anew. */
    @Transactional
    public Outcome code(String login, String code) {
        return judge(login, OneWay.digest("code " + login), true, () -> factors.check(login, code));
    }

    private Outcome judge(String login, String password) {
        Optional<String> hash = hash(login);
        return judge(
                login, OneWay.digest(login), hash.isPresent(), () -> passwords.matches(password, hash.orElse(null)));
    }

    private Outcome judge(String login, String digest, boolean known, BooleanSupplier right) {
        if (!open(digest)) {
            CurrentActor.as(NOBODY, () -> trail.refused(login, known));
            return Outcome.LOCKED;
        }
        if (right.getAsBoolean()) {
            jdbc.sql("update organization.sign_in_guard set failures = 0, locked_until = null where login_digest = ?")
                    .param(digest)
                    .update();
            return Outcome.RIGHT;
        }
        int failures = count(digest);
        CurrentActor.as(
                NOBODY,
                () -> failures >= TRIES ? trail.locked(login, known, failures) : trail.failed(login, known, failures));
        return Outcome.WRONG;
    }

    /** Counts a day old mean nothing any more; rows somebody is working on are left alone. */
    private void forget() {
        jdbc.sql("""
                        delete from organization.sign_in_guard where login_digest in (
                          select login_digest from organization.sign_in_guard
                          where last_try_at < clock_timestamp() - interval '1 day'
                          limit 100 for update skip locked)""").update();
    }

    private Optional<String> hash(String login) {
        return jdbc.sql("select password_hash from organization.account where login = ? and disabled_at is null")
                .param(login)
                .query(String.class)
                .optional();
    }

    /** Takes the row lock; false while the name is locked out. */
    private boolean open(String digest) {
        return jdbc.sql("""
                        insert into organization.sign_in_guard as g (login_digest) values (?)
                        on conflict (login_digest) do update set login_digest = excluded.login_digest
                        returning coalesce(g.locked_until <= clock_timestamp(), true)""").param(digest).query(Boolean.class).single();
    }

    /** An expired lock or a quiet quarter of an hour starts a new count. */
    private int count(String digest) {
        return jdbc.sql("""
                        update organization.sign_in_guard set last_try_at = clock_timestamp(),
                          failures = case when stale then 1 else failures + 1 end,
                          locked_until = case when not stale and failures + 1 >= ? then clock_timestamp() + make_interval(mins => ?) end
                        from (select locked_until is not null or last_try_at < clock_timestamp() - make_interval(mins => ?) as stale
                              from organization.sign_in_guard where login_digest = ?) as before
                        where login_digest = ? returning failures""")
                .params(TRIES, LOCK_MINUTES, LOCK_MINUTES, digest, digest)
                .query(Integer.class)
                .single();
    }
}
