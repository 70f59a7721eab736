package io.yihu.risk.check.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.check.CheckService;
import io.yihu.risk.check.Refusals;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Production systems ask before, during and after a business is done. */
@RestController
@RequiredArgsConstructor
@RolesAllowed({Roles.API_CLIENT, Roles.MODEL_ADMIN})
class CheckApi {
    private static final int LONGEST_KEY = 200;
    private final CheckService checks;
    private final Refusals refusals;

    @PostMapping(path = "/api/v1/risk/check/{stage}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> check(
            @PathVariable String stage,
            @RequestBody Map<String, Object> body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        try {
            if (!stage.matches("pre|mid|post")) {
                throw Refusal.notFound();
            }
            if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
                throw Refusal.invalid("risk.check.badKey", LONGEST_KEY);
            }
            CheckService.Answered answered = checks.check(stage.toUpperCase(Locale.ROOT), body, key);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("Idempotent-Replayed", Boolean.toString(answered.replayed()))
                    .body(answered.body());
        } catch (Refusal refusal) {
            refusals.count();
            throw refusal;
        }
    }
}
