package io.yihu.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Another system that takes messages, written from the protocol and not from our code; it can be made to misbehave. */
public final class ReceivingSystem implements AutoCloseable {
    /** What it does with the next request. */
    public enum Mood {
        WELL,
        DOWN,
        HANGS,
        LOSES_RECEIPT,
        LATER,
        REFUSES,
        WRONG_SIGNATURE,
        WRONG_KEY,
        WRONG_DIGEST,
        REDIRECTS
    }

    /** A message as it is kept: the newest of its entity. */
    public record Kept(long sequence, String key, String digest, String body) {}

    private final JsonMapper json = new JsonMapper();
    private final String code;
    private final HttpServer server;
    private final KeyPair pair;
    private final Deque<Mood> next = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger receipts = new AtomicInteger();
    private volatile Mood always = Mood.WELL;
    private volatile String senderKey;
    private volatile String secret;

    public final Map<String, Kept> kept = new ConcurrentHashMap<>();
    public final Map<String, String> receiptOfKey = new ConcurrentHashMap<>();
    public final List<String> complaints = new CopyOnWriteArrayList<>();
    public final AtomicInteger requests = new AtomicInteger();
    public final AtomicInteger repetitions = new AtomicInteger();

    public ReceivingSystem(String code) {
        try {
            this.code = code;
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/in/messages", this::message);
            server.createContext("/in/holdings", this::holdings);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/in";
    }

    public String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** Whom it believes: the sender's public key. */
    public ReceivingSystem trusts(String publicKey) {
        senderKey = publicKey;
        return this;
    }

    public ReceivingSystem shares(String base64Secret) {
        secret = base64Secret;
        return this;
    }

    public synchronized ReceivingSystem then(Mood... moods) {
        next.addAll(List.of(moods));
        return this;
    }

    public ReceivingSystem always(Mood mood) {
        always = mood;
        return this;
    }

    private synchronized Mood mood() {
        return next.isEmpty() ? always : next.poll();
    }

    private void message(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = header(exchange, "Idempotency-Key");
        Mood mood = mood();
        switch (mood) {
            case DOWN -> answer(exchange, 503, "down");
            case REFUSES -> answer(exchange, 422, "{\"problem\":\"unknown staff number\"}");
            case HANGS -> hang();
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", url() + "/messages");
                answer(exchange, 302, "");
            }
            default -> {
                if (!signed(exchange, "POST", key, body)) {
                    complaints.add("signature of " + key);
                    answer(exchange, 401, "");
                    return;
                }
                String receipt = take(exchange, key, body);
                if (mood == Mood.LOSES_RECEIPT) {
                    exchange.close();
                } else if (mood == Mood.LATER) {
                    answer(exchange, 202, "");
                } else {
                    answer(exchange, 200, receipt(receipt, key, sha256(body), mood));
                }
            }
        }
    }

    private String take(HttpExchange exchange, String key, String body) {
        long sequence = Long.parseLong(exchange.getRequestHeaders().getFirst("Yihu-Sequence"));
        Kept fresh = new Kept(sequence, key, sha256(body), body);
        String known = receiptOfKey.putIfAbsent(key, "R-" + receipts.incrementAndGet());
        if (known != null) {
            repetitions.incrementAndGet();
        }
        kept.merge(header(exchange, "Yihu-Entity"), fresh, (a, b) -> a.sequence() >= b.sequence() ? a : b);
        return receiptOfKey.get(key);
    }

    /** The receipt as it would be sent, also later. */
    public String receipt(String id, String key, String digest, Mood mood) {
        String about = mood == Mood.WRONG_KEY ? key + "x" : key;
        String bytes = mood == Mood.WRONG_DIGEST ? sha256("other") : digest;
        ObjectNode receipt = json.createObjectNode()
                .put("receipt_id", id)
                .put("key", about)
                .put("digest", bytes)
                .put("status", "ACCEPTED");
        String text = String.join("\n", "YIHU-RECEIPT-1", code, id, about, bytes, "ACCEPTED");
        receipt.put("signature", sign(mood == Mood.WRONG_SIGNATURE ? text + "x" : text));
        return json.writeValueAsString(receipt);
    }

    private void holdings(HttpExchange exchange) throws IOException {
        String batch = URLDecoder.decode(
                exchange.getRequestURI().getRawQuery().substring("batch=".length()), StandardCharsets.UTF_8);
        if (!signed(exchange, "GET", batch, "")) {
            answer(exchange, 401, "");
            return;
        }
        ArrayNode items = json.createArrayNode();
        TreeMap<String, String> lines = new TreeMap<>();
        kept.forEach((entity, one) -> {
            if (!one.body().contains("withdrawn")) {
                items.addObject().put("entity", entity).put("key", one.key()).put("digest", one.digest());
                lines.put(entity + "|" + one.key() + "|" + one.digest(), "");
            }
        });
        String text = String.join("\n", "YIHU-HOLDINGS-1", code, batch, sha256(String.join("\n", lines.keySet())));
        ObjectNode list = json.createObjectNode().put("signature", sign(text));
        list.set("items", items);
        answer(exchange, 200, json.writeValueAsString(list));
    }

    private boolean signed(HttpExchange exchange, String method, String key, String body) {
        String event = exchange.getRequestHeaders().getFirst("Yihu-Event");
        String time = exchange.getRequestHeaders().getFirst("Yihu-Time");
        byte[] text = String.join("\n", "YIHU-MESSAGE-1", code, method, event, key, time, sha256(body))
                .getBytes(StandardCharsets.UTF_8);
        byte[] given = Base64.getDecoder().decode(exchange.getRequestHeaders().getFirst("Yihu-Signature"));
        try {
            if (secret != null) {
                return MessageDigest.isEqual(mac(text), given);
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(senderKey))));
            check.update(text);
            return check.verify(given);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String sign(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (secret != null) {
                return Base64.getEncoder().encodeToString(mac(bytes));
            }
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] mac(byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static String header(HttpExchange exchange, String name) {
        return URLDecoder.decode(exchange.getRequestHeaders().getFirst(name), StandardCharsets.UTF_8);
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
