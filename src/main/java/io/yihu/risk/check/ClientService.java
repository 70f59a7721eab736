package io.yihu.risk.check;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keys that may ask the live check, and the log of what was asked. */
@Service
@RequiredArgsConstructor
public class ClientService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A key that may ask, with today's use. */
    public record Client(
            String login,
            String name,
            int perDay,
            String callbackUrl,
            long calls,
            long refused,
            long waiting,
            long givenUp) {}

    /** A key that could be let in. */
    public record Key(String login, String name) {}

    /** One answered question. */
    public record Call(
            UUID id,
            Instant at,
            String client,
            String stage,
            String event,
            long subjectId,
            String subjectName,
            String decision,
            String codes,
            double millis) {}

    /** Of the last hour of calls: how many, how quick. */
    public record Speed(long calls, Double p50, Double p95, Double p99) {}

    /** Answers by decision today. */
    public record Share(String decision, long n) {}

    @Traced(value = "risk.check.log", read = true)
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    public List<Call> calls(String decision, int limit) {
        Trail.object("check", "log");
        return jdbc.sql("""
                        select c.id, c.at, coalesce(k.name, c.login) as client, c.stage, c.event, c.subject_id, s.name as subject_name,
                          c.decision, array_to_string(c.hit_codes, ' ') as codes, c.millis
                        from risk.check_call c
                        join taxpayer.v_subject s on s.id = c.subject_id
                        join organization.v_office o on o.id = s.office_id and o.path like :scope
                        left join risk.check_client k on k.login = c.login
                        where cast(:decision as text) is null or c.decision = :decision order by c.at desc limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("decision", decision)
                .param("limit", limit)
                .query(Call.class)
                .list();
    }

    @Traced(value = "risk.check.log", read = true)
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    public Speed speed() {
        return jdbc.sql("""
                        select count(*) as calls, percentile_cont(0.5) within group (order by millis) as p50,
                          percentile_cont(0.95) within group (order by millis) as p95, percentile_cont(0.99) within group (order by millis) as p99
                        from risk.check_call where at > ?""")
                .param(clock.instant().minusSeconds(3_600).atOffset(ZoneOffset.UTC))
                .query(Speed.class)
                .single();
    }

    @Traced(value = "risk.check.log", read = true)
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    public List<Client> clients() {
        return jdbc.sql("""
                        select c.login, c.name, c.per_day, c.callback_url, coalesce(u.calls, 0) as calls, coalesce(u.refused, 0) as refused,
                          (select count(*) from risk.check_callback b where b.login = c.login and b.delivered_at is null and b.given_up_at is null) as waiting,
                          (select count(*) from risk.check_callback b where b.login = c.login and b.given_up_at is not null) as given_up
                        from risk.check_client c left join risk.check_usage u on u.login = c.login and u.day = ? order by c.created_at""").param(LocalDate.now(clock)).query(Client.class).list();
    }

    /** Keys that are valid and not let in yet. */
    @Traced(value = "risk.check.log", read = true)
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    public List<Key> keys() {
        return jdbc.sql("""
                        select k.login, k.name from exchange.v_api_key k where k.revoked_at is null
                          and not exists (select from risk.check_client c where c.login = k.login) order by k.id desc""").query(Key.class).list();
    }

    /** Lets a key in, or changes its share and address. */
    @Traced("risk.check.admit")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    public void admit(String login, int perDay, String callbackUrl) {
        if (perDay < 1 || perDay > 100_000_000) {
            throw Refusal.invalid("risk.check.badQuota");
        }
        String url = callbackUrl == null || callbackUrl.isBlank() ? null : callbackUrl.strip();
        if (url != null && !url(url)) {
            throw Refusal.invalid("risk.check.badUrl");
        }
        String name = jdbc.sql("select name from exchange.v_api_key where login = ? and revoked_at is null")
                .param(login)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("checkClient", login);
        Trail.note("perDay", perDay);
        Trail.note("callback", url);
        jdbc.sql("""
                        insert into risk.check_client (login, name, per_day, callback_url, created_by, created_at) values (?, ?, ?, ?, ?, ?)
                        on conflict (login) do update set per_day = excluded.per_day, callback_url = excluded.callback_url""")
                .params(
                        login,
                        name,
                        perDay,
                        url,
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static boolean url(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getUserInfo() == null
                    && text.length() <= 300;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
