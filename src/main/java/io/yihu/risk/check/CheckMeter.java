package io.yihu.risk.check;

import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may ask and how often; calls are counted in memory and written down every few seconds. */
@Component
@RequiredArgsConstructor
class CheckMeter {
    private static final long FRESH_NANOS = 5_000_000_000L;
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    /** A key that may ask; {@code used} is what all nodes had written down when it was read. */
    private record Client(boolean known, int perDay, String callbackUrl, long used, long readAt) {}

    private record Row(int perDay, String callbackUrl, long used) {}

    /** Refuses keys nobody let in (403) and those past their day's share (429). */
    void admit(Actor actor) {
        if (!actor.has(Roles.API_CLIENT)) {
            count(calls, actor);
            return;
        }
        Client client = client(actor.login());
        if (!client.known()) {
            throw new Refusal(HttpStatus.FORBIDDEN, "risk.check.notAdmitted");
        }
        LongAdder own = calls.get(key(actor));
        if (client.used() + (own == null ? 0 : own.sum()) >= client.perDay()) {
            throw new Refusal(HttpStatus.TOO_MANY_REQUESTS, "risk.check.quota", client.perDay());
        }
        count(calls, actor);
    }

    void refused(Actor actor) {
        count(refused, actor);
    }

    String callback(Actor actor) {
        return actor.has(Roles.API_CLIENT) ? client(actor.login()).callbackUrl() : null;
    }

    /** Writes down what was counted since the last time. */
    void flush() {
        Map<String, long[]> counted = new HashMap<>();
        calls.forEach((key, adder) -> counted.computeIfAbsent(key, k -> new long[2])[0] += adder.sumThenReset());
        refused.forEach((key, adder) -> counted.computeIfAbsent(key, k -> new long[2])[1] += adder.sumThenReset());
        calls.keySet().removeIf(key -> !key.endsWith(" " + LocalDate.now(clock)));
        refused.keySet().removeIf(key -> !key.endsWith(" " + LocalDate.now(clock)));
        counted.forEach((key, sums) -> {
            if (sums[0] + sums[1] > 0) {
                int at = key.lastIndexOf(' ');
                jdbc.sql("""
                                insert into risk.check_usage (login, day, calls, refused) values (?, ?, ?, ?)
                                on conflict (login, day) do update set calls = risk.check_usage.calls + excluded.calls,
                                  refused = risk.check_usage.refused + excluded.refused""")
                        .params(key.substring(0, at), LocalDate.parse(key.substring(at + 1)), sums[0], sums[1])
                        .update();
            }
        });
        clients.clear();
    }

    private void count(Map<String, LongAdder> counters, Actor actor) {
        counters.computeIfAbsent(key(actor), k -> new LongAdder()).increment();
    }

    private String key(Actor actor) {
        return actor.login() + " " + LocalDate.now(clock);
    }

    private Client client(String login) {
        Client known = clients.get(login);
        if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
            known = jdbc.sql("""
                            select c.per_day, c.callback_url, coalesce(u.calls, 0) as used from risk.check_client c
                            left join risk.check_usage u on u.login = c.login and u.day = ? where c.login = ?""")
                    .params(LocalDate.now(clock), login)
                    .query(Row.class)
                    .optional()
                    .map(row -> new Client(true, row.perDay(), row.callbackUrl(), row.used(), System.nanoTime()))
                    .orElseGet(() -> new Client(false, 0, null, 0, System.nanoTime()));
            clients.put(login, known);
        }
        return known;
    }
}
