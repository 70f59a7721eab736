package io.yihu.exchange.web;

import io.yihu.exchange.outbox.ReceiptService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receipts of targets that answered "later". The API key lets them in, only the signature makes it a receipt. */
@RestController
@RequestMapping("/api/v1")
@RolesAllowed(Roles.API_CLIENT)
@RequiredArgsConstructor
class ReceiptApi {
    private static final int LONGEST = 64 << 10;
    private final ReceiptService receipts;

    @PostMapping(path = "/outbox/{target}/receipts", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> receipt(
            @PathVariable String target, @RequestHeader("Idempotency-Key") String key, @RequestBody String receipt) {
        if (receipt.length() > LONGEST) {
            throw Refusal.invalid("exchange.receipt.refused");
        }
        ReceiptService.Taken taken = receipts.take(target, key, receipt);
        if (!taken.genuine()) {
            receipts.refuse(taken.message(), target, taken.receiptId(), taken.why());
            throw Refusal.invalid("exchange.receipt.refused");
        }
        return Map.of("message", taken.message(), "state", "DELIVERED");
    }
}
