package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The second factor of an account: set up and confirmed by its owner, asked at every sign-in, taken away by the system administrator. */
@Service
@RequiredArgsConstructor
public class SecondFactorService {
    private static final int RECOVERY_CODES = 10;
    private final JdbcClient jdbc;
    private final SecretBox box;
    private final YihuClock clock;

    /** What the owner puts into an app; shown until it is confirmed. */
    public record Setup(String secret, String uri) {}

    private record Factor(long accountId, byte[] secret, long lastStep, Instant confirmedAt) {}

    /** Draws a secret, or shows the one that is not confirmed yet. */
    @Traced("organization.factor.begin")
    public Setup begin(long accountId, String login) {
        Trail.object("account", login);
        Optional<Factor> present = factor(accountId);
        if (present.filter(factor -> factor.confirmedAt() != null).isPresent()) {
            throw Refusal.conflict("organization.factor.present");
        }
        byte[] secret = present.map(factor -> box.open(factor.secret(), bound(accountId)))
                .orElseGet(() -> draw(accountId));
        String text = Totp.base32(secret);
        return new Setup(
                text, "otpauth://totp/Yihu:" + login + "?secret=" + text + "&issuer=Yihu&digits=" + Totp.DIGITS);
    }

    private byte[] draw(long accountId) {
        byte[] secret = Totp.newSecret();
        jdbc.sql("insert into organization.second_factor (account_id, secret) values (?, ?)")
                .params(accountId, box.close(secret, bound(accountId)))
                .update();
        return secret;
    }

    /** The first right code makes it count; the recovery codes are shown this once. */
    @Traced("organization.factor.confirm")
    public List<String> confirm(long accountId, String login, String code) {
        Trail.object("account", login);
        Factor factor = factor(accountId)
                .filter(found -> found.confirmedAt() == null)
                .orElseThrow(() -> Refusal.conflict("organization.factor.none"));
        if (!spend(factor, code)) {
            throw Refusal.invalid("organization.factor.wrong");
        }
        jdbc.sql("update organization.second_factor set confirmed_at = now() where account_id = ?")
                .param(accountId)
                .update();
        List<String> codes =
                Stream.generate(InitialPassword::next).limit(RECOVERY_CODES).toList();
        jdbc.sql("delete from organization.recovery_code where account_id = ?")
                .param(accountId)
                .update();
        jdbc.sql("insert into organization.recovery_code (account_id, code_hash) select ?, unnest(?)")
                .params(accountId, codes.stream().map(OneWay::digest).toArray(String[]::new))
                .update();
        return codes;
    }

    /** Whether the code is right: a fresh one of the app, or a recovery code that was never used. Each counts once. */
    @Traced("organization.factor.check")
    public boolean check(String login, String code) {
        Trail.object("account", login);
        Factor factor = jdbc.sql("select id from organization.account where login = ?")
                .param(login)
                .query(Long.class)
                .optional()
                .flatMap(this::factor)
                .orElseThrow(Refusal::notFound);
        boolean byApp = spend(factor, code);
        boolean right = byApp || recover(factor.accountId(), code);
        Trail.note("right", right);
        Trail.note("recovery", right && !byApp);
        return right;
    }

    /** For an owner who lost app and codes: the account signs in by password and sets it up anew. */
    @Traced("organization.factor.remove")
    public void remove(long accountId) {
        String login = jdbc.sql("select login from organization.account where id = ?")
                .param(accountId)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("account", login);
        if (login.equals(CurrentActor.get().login())) {
            throw Refusal.conflict("organization.account.self");
        }
        if (jdbc.sql("delete from organization.second_factor where account_id = ?")
                        .param(accountId)
                        .update()
                == 0) {
            throw Refusal.conflict("organization.factor.none");
        }
    }

    /** True when a confirmed factor stands. */
    @Transactional(readOnly = true)
    public boolean present(long accountId) {
        return factor(accountId).filter(factor -> factor.confirmedAt() != null).isPresent();
    }

    private Optional<Factor> factor(long accountId) {
        return jdbc.sql(
                        "select account_id, secret, last_step, confirmed_at from organization.second_factor where account_id = ?")
                .param(accountId)
                .query(Factor.class)
                .optional();
    }

    /** Takes the code's half minute, if no code of it or of a later one was taken before; exact at any concurrency. */
    private boolean spend(Factor factor, String code) {
        OptionalLong step = Totp.step(box.open(factor.secret(), bound(factor.accountId())), code, now());
        return step.isPresent()
                && jdbc.sql(
                                        "update organization.second_factor set last_step = ? where account_id = ? and last_step < ?")
                                .params(step.getAsLong(), factor.accountId(), step.getAsLong())
                                .update()
                        == 1;
    }

    private boolean recover(long accountId, String code) {
        return jdbc.sql("""
                        update organization.recovery_code set used_at = now()
                        where account_id = ? and code_hash = ? and used_at is null""").params(accountId, OneWay.digest(code.strip())).update() == 1;
    }

    /** Codes live in real time: they must not move with the demo clock. */
    private Instant now() {
        return clock.instant().minus(clock.shift());
    }

    private static String bound(long accountId) {
        return "account " + accountId;
    }
}
