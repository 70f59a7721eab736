package io.yihu.risk.check;

import io.yihu.exchange.ApiKeyService;
import io.yihu.indicator.RunExecution;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * Live checks at 200 requests a second over HTTP, server, client and database on one machine; {@code -Dbench.firms} and
 * {@code -Dbench.seconds} make it smaller or longer.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"yihu.mode=demo", "yihu.demo.seed=false"})
@ContextConfiguration(initializers = TestDatabase.Fresh.class)
class CheckBench {
    private static final int FIRMS = Integer.getInteger("bench.firms", 1_500);
    private static final int RATE = 200;
    private static final int WARM_SECONDS = Math.min(20, Integer.getInteger("bench.seconds", 30));
    private static final int SECONDS = Integer.getInteger("bench.seconds", 30);

    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    ApiKeyService keys;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void twoHundredASecond() throws Exception {
        World world = new World();
        for (int firm = 0; firm < FIRMS; firm++) {
            world.firm("B" + firm, "register_date=2020-01-10");
            for (int month = 0; month < 12; month++) {
                world.invoice(
                        "B" + firm,
                        "B" + (firm + 7) % FIRMS,
                        LocalDate.of(2025, 11, 10).plusMonths(month).toString(),
                        "" + (5_000 + firm),
                        "");
            }
        }
        world.load(staging);
        runs.runNow(LocalDate.of(2026, 11, 1));
        ApiKeyService.Made made = keys.create("bench", List.of("*"), 30);
        jdbc.sql(
                        "insert into risk.check_client (login, name, per_day, created_by, created_at) values (?, 'bench', 100000000, 'bench', now())")
                .param("key:" + made.id())
                .update();
        HttpClient client = HttpClient.newHttpClient();
        fire(client, made.key(), WARM_SECONDS * RATE, new long[WARM_SECONDS * RATE], new AtomicInteger());
        long[] times = new long[SECONDS * RATE];
        AtomicInteger errors = new AtomicInteger();
        double seconds = fire(client, made.key(), times.length, times, errors);
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "BENCH live check over HTTP: %d requests at %.0f/s, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, slowest %.0f ms, errors %d%n",
                times.length,
                times.length / seconds,
                at(times, 0.5),
                at(times, 0.95),
                at(times, 0.99),
                times[times.length - 1] / 1e6,
                errors.get());
    }

    /** Requests leave at their time whether or not earlier ones are back; latency counts from when they should have left. */
    private double fire(HttpClient client, String key, int n, long[] times, AtomicInteger errors) throws Exception {
        Random random = new Random(7);
        CountDownLatch done = new CountDownLatch(n);
        long start = System.nanoTime();
        for (int i = 0; i < n; i++) {
            long due = start + i * 1_000_000_000L / RATE;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            String body = "{\"taxId\": \"B" + random.nextInt(FIRMS)
                    + "\", \"event\": \"INVOICE\", \"kind\": \"DIGITAL_SPECIAL\", \"amount\": "
                    + (1_000 + random.nextInt(90_000)) + ", \"buyerTaxId\": \"B" + random.nextInt(FIRMS) + "\"}";
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/api/v1/risk/check/mid"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", start + "-" + i)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int number = i;
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                times[number] = System.nanoTime() - due;
                if (failure != null || answer.statusCode() != 200) {
                    errors.incrementAndGet();
                }
                done.countDown();
            });
        }
        done.await();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
