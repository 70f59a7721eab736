package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter.Outcome;
import io.yihu.exchange.OutboundAdapter.Result;
import io.yihu.exchange.OutboundAdapter.Settings;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a receipt is one: signed by the target, about this message, about these bytes. */
@Component
@RequiredArgsConstructor
class ReceiptCheck {
    private static final Set<String> TAKEN = Set.of("ACCEPTED", "DUPLICATE");
    private final OutboundKeys keys;
    private final JsonMapper json;

    Outcome check(Settings settings, String key, String digest, String text, Integer status) {
        JsonNode receipt;
        try {
            receipt = json.readTree(text);
        } catch (JacksonException e) {
            return new Outcome(Result.UNREACHABLE, status, null, null, "no JSON");
        }
        String id = receipt.path("receipt_id").asString("");
        String about = receipt.path("key").asString("");
        String bytes = receipt.path("digest").asString("");
        String said = receipt.path("status").asString("");
        if (id.isEmpty() || id.length() > 200 || about.isEmpty()) {
            return new Outcome(Result.UNREACHABLE, status, null, null, "no receipt");
        }
        String signature = receipt.path("signature").asString("");
        if (!keys.verify(settings, SignedText.receipt(settings.code(), id, about, bytes, said), signature)) {
            return new Outcome(Result.FORGED, status, id, null, "signature");
        }
        if (!about.equals(key)) {
            return new Outcome(Result.FORGED, status, id, null, "key");
        }
        if (!bytes.equals(digest)) {
            return new Outcome(Result.FORGED, status, id, null, "digest");
        }
        return TAKEN.contains(said)
                ? new Outcome(Result.DELIVERED, status, id, receipt.toString(), said)
                : new Outcome(Result.REJECTED, status, id, receipt.toString(), said);
    }
}
