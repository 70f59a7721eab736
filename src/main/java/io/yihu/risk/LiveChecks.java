package io.yihu.risk;

import io.yihu.risk.check.CheckService;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The live check for callers inside the application; the answer as JSON, as over HTTP. */
@Component
@RequiredArgsConstructor
public class LiveChecks {
    private final CheckService checks;

    /**
     * Asks about an event.
     *
     * @param stage PRE, MID or POST
     * @param body taxId, event and its fields
     */
    public String ask(String stage, Map<String, Object> body) {
        return checks.check(stage, body, null).body();
    }
}
