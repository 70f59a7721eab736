package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter.Held;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The texts both sides sign: every field that matters, one a line, with what it is for in the first. */
final class SignedText {
    private SignedText() {}

    static String request(String target, String method, String eventType, String key, String time, String body) {
        return String.join("\n", "YIHU-MESSAGE-1", target, method, eventType, key, time, sha256(body));
    }

    /** A receipt binds the receiver, the message by its key, and the very bytes that arrived. */
    static String receipt(String target, String receiptId, String key, String digest, String status) {
        return String.join("\n", "YIHU-RECEIPT-1", target, receiptId, key, digest, status);
    }

    static String holdings(String target, String batch, List<Held> held) {
        return String.join(
                "\n",
                "YIHU-HOLDINGS-1",
                target,
                batch,
                sha256(held.stream()
                        .map(one -> one.entity() + "|" + one.idempotencyKey() + "|" + one.digest())
                        .sorted()
                        .collect(Collectors.joining("\n"))));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
