package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON by POST with a signature in the head; the answer is a signed receipt. Redirects are not followed. */
@Component
@RequiredArgsConstructor
class HttpAdapter implements OutboundAdapter {
    private static final int LONGEST_RECEIPT = 64 << 10;
    private static final int LONGEST_LIST = 64 << 20;
    /** Answers that will be the same tomorrow; everything else is worth another try. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422);

    private final OutboundKeys keys;
    private final ReceiptCheck receipts;
    private final JsonMapper json;
    private final YihuClock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private record Answer(int status, String body) {}

    @Override
    public String protocol() {
        return "HTTP";
    }

    @Override
    public boolean ready(Settings settings) {
        return settings.url() != null
                && (settings.scheme().equals("HMAC") ? keys.hasSecret(settings.code()) : settings.publicKey() != null);
    }

    @Override
    public Outcome deliver(Settings settings, Parcel parcel) {
        HttpRequest request = request(
                        settings, "/messages", "POST", parcel.eventType(), parcel.idempotencyKey(), parcel.payload())
                .header("Content-Type", "application/json")
                .header("Yihu-Sequence", Long.toString(parcel.sequence()))
                .header("Yihu-Batch", encoded(parcel.batch()))
                .header("Yihu-Entity", encoded(parcel.entity()))
                .POST(HttpRequest.BodyPublishers.ofString(parcel.payload()))
                .build();
        try {
            Answer answer = send(settings, request, LONGEST_RECEIPT);
            if (answer.status() == 202) {
                return new Outcome(Result.ACCEPTED, 202, null, null, null);
            }
            if (answer.status() / 100 == 2) {
                return receipts.check(
                        settings, parcel.idempotencyKey(), parcel.digest(), answer.body(), answer.status());
            }
            return new Outcome(
                    FOR_GOOD.contains(answer.status()) ? Result.REJECTED : Result.UNREACHABLE,
                    answer.status(),
                    null,
                    null,
                    shortened(answer.body()));
        } catch (IOException e) {
            return new Outcome(Result.UNREACHABLE, null, null, null, reason(e));
        }
    }

    @Override
    public Optional<List<Held>> holdings(Settings settings, String batch) {
        HttpRequest request = request(settings, "/holdings?batch=" + encoded(batch), "GET", "holdings", batch, "")
                .GET()
                .build();
        try {
            Answer answer = send(settings, request, LONGEST_LIST);
            if (answer.status() != 200) {
                return Optional.empty();
            }
            JsonNode list = json.readTree(answer.body());
            List<Held> held = new ArrayList<>();
            list.path("items")
                    .forEach(item -> held.add(new Held(
                            item.path("entity").asString(""),
                            item.path("key").asString(""),
                            item.path("digest").asString(""))));
            return keys.verify(
                            settings,
                            SignedText.holdings(settings.code(), batch, held),
                            list.path("signature").asString(""))
                    ? Optional.of(held)
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(
            Settings settings, String path, String method, String event, String key, String body) {
        String time = Long.toString(clock.instant().minus(clock.shift()).getEpochSecond());
        return HttpRequest.newBuilder(URI.create(settings.url().replaceAll("/+$", "") + path))
                .timeout(settings.timeout())
                .header("Yihu-Target", settings.code())
                .header("Yihu-Event", event)
                .header("Idempotency-Key", encoded(key))
                .header("Yihu-Time", time)
                .header("Yihu-Scheme", settings.scheme())
                .header(
                        "Yihu-Signature",
                        keys.sign(settings, SignedText.request(settings.code(), method, event, key, time, body)));
    }

    /** The time-out of the client ends with the head of the answer; a body that trickles for hours is cut off here. */
    private Answer send(Settings settings, HttpRequest request, int longest) throws IOException {
        CompletableFuture<Answer> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> {
                    try (InputStream body = response.body()) {
                        return new Answer(
                                response.statusCode(), new String(body.readNBytes(longest), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + settings.timeout());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String reason(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return shortened(
                cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > 200 ? plain.substring(0, 200) : plain;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
