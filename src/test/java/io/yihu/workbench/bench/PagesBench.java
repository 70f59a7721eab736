package io.yihu.workbench.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Twenty people walk the pages of a running demo: inbox, findings, a taxpayer's file, search, heat map.
 *
 * <p>{@code ./mvnw -Pbench verify -Dit.test=PagesBench -Dyihu.bench.url=http://localhost:8080}; loopback only, at most two
 * minutes and 4000 requests. Limit: p95 ≤ 300 ms for list and file pages.
 */
class PagesBench {
    private static final int PEOPLE = Integer.getInteger("yihu.bench.people", 20);
    private static final int ROUNDS = Integer.getInteger("yihu.bench.rounds", 12);
    private static final int MOST_REQUESTS = 4000;
    private static final long MOST_SECONDS = 120;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern FILE = Pattern.compile("href=\"(/subject/\\d+)");
    private static final List<String> TERMS = List.of("商贸", "科技", "贸易", "有限", "建材");

    private final String base = System.getProperty("yihu.bench.url", "http://localhost:8080");
    private final Map<String, ConcurrentLinkedQueue<Long>> millis = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

    @Test
    void twentyPeopleWalkThePages() throws Exception {
        assumeTrue(InetAddress.getByName(URI.create(base).getHost()).isLoopbackAddress(), "loopback only");
        String logins = System.getProperty("yihu.bench.logins", "");
        String password = System.getProperty("yihu.bench.password", "");
        assumeTrue(!logins.isBlank(), "give -Dyihu.bench.logins=a,b and -Dyihu.bench.password from the sign-in page");
        String[] accounts = logins.split(",");
        CountDownLatch done = new CountDownLatch(PEOPLE);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        for (int i = 0; i < PEOPLE; i++) {
            String login = accounts[i % accounts.length];
            int seed = i;
            Thread walker = new Thread(() -> {
                try {
                    new Walker(login, password, new Random(seed)).walk(until);
                } catch (Exception e) {
                    errors.add(login + ": " + e);
                } finally {
                    done.countDown();
                }
            });
            walker.setDaemon(true);
            walker.start();
        }
        boolean finished = done.await(MOST_SECONDS + 30, TimeUnit.SECONDS);
        print(finished);
    }

    private void print(boolean finished) {
        System.out.printf(
                "%d people, %d cpus, think time 0.2-1 s, finished %s%n",
                PEOPLE, Runtime.getRuntime().availableProcessors(), finished);
        millis.keySet().stream().sorted().forEach(page -> {
            long[] sorted = millis.get(page).stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            long p95 = sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
            System.out.printf(
                    "%-10s n=%5d p50 %5d ms  p95 %5d ms  max %5d ms  limit/p95 %.2f%n",
                    page,
                    sorted.length,
                    sorted[sorted.length / 2],
                    p95,
                    sorted[sorted.length - 1],
                    300.0 / Math.max(1, p95));
        });
        System.out.println(
                "errors " + errors.size() + " " + errors.stream().limit(5).toList());
    }

    private final class Walker {
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        private final String login;
        private final String password;
        private final Random random;

        Walker(String login, String password, Random random) {
            this.login = login;
            this.password = password;
            this.random = random;
        }

        void walk(long until) throws Exception {
            Matcher token = TOKEN.matcher(get("sign-in", "/sign-in"));
            if (!token.find()) {
                throw new IllegalStateException("no token on the sign-in page");
            }
            String form =
                    "login=" + encode(login) + "&password=" + encode(password) + "&_csrf=" + encode(token.group(1));
            http.send(
                    HttpRequest.newBuilder(URI.create(base + "/sign-in"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .timeout(Duration.ofSeconds(30))
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            for (int round = 0; round < ROUNDS && System.nanoTime() < until; round++) {
                think();
                get("home", "/");
                think();
                get("inbox", "/task/inbox");
                think();
                String findings = get("findings", "/risk/findings");
                think();
                String hits = get("search", "/search?list=true&q=" + encode(TERMS.get(random.nextInt(TERMS.size()))));
                String[] files = FILE.matcher(findings + hits)
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toArray(String[]::new);
                for (String tab :
                        files.length == 0 ? List.<String>of() : Arrays.asList("overview", "time", "space", "people")) {
                    think();
                    get("file", files[random.nextInt(files.length)] + "?tab=" + tab);
                }
                think();
                get("heatmap", "/performance/heatmap");
            }
        }

        private String get(String page, String path) throws Exception {
            if (millis.values().stream().mapToInt(ConcurrentLinkedQueue::size).sum() >= MOST_REQUESTS) {
                return "";
            }
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() == 200
                    && (page.equals("sign-in") || !answer.uri().getPath().equals("/sign-in"))) {
                millis.computeIfAbsent(page, name -> new ConcurrentLinkedQueue<>())
                        .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            } else if (answer.statusCode() != 403) {
                errors.add(page + " " + answer.statusCode() + " " + answer.uri().getPath());
            }
            return answer.body();
        }

        private void think() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(800));
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
