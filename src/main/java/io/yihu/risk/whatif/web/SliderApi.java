package io.yihu.risk.whatif.web;

import io.yihu.indicator.IndicatorText;
import io.yihu.platform.Roles;
import io.yihu.risk.Level;
import io.yihu.risk.whatif.Numbers;
import io.yihu.risk.whatif.TrialService;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Live counts while a threshold is moved. */
@RestController
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class SliderApi {
    private final TrialService trials;
    private final IndicatorText text;

    @GetMapping("/api/v1/risk/trials/{id}/move")
    TrialService.Moved move(
            @PathVariable String id,
            @RequestParam String line,
            @RequestParam(required = false) String warn,
            @RequestParam(required = false) String high,
            @RequestParam(defaultValue = "MEDIUM") Level cut) {
        return trials.move(id, line, number(warn, line, text), number(high, line, text), null, cut);
    }

    static Double number(String typed, String line, IndicatorText text) {
        return Numbers.typed(typed, text.unit(line), line);
    }
}
