package io.yihu.indicator;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Shows what is secret about indicators, and keeps who looked. */
@Service
@RequiredArgsConstructor
public class CatalogueService {
    private final Definitions definitions;

    @RolesAllowed(Roles.MODEL_ADMIN)
    @Traced(value = "indicator.thresholds.view", read = true)
    public Thresholds thresholds(String code) {
        Trail.object("indicator", code);
        return definitions.indicator(code).orElseThrow(Refusal::notFound).thresholds();
    }

    /** Default weights of all indicators. */
    @RolesAllowed(Roles.MODEL_ADMIN)
    @Traced(value = "indicator.weights.view", read = true)
    public Map<String, Double> weights() {
        Trail.object("indicator", "all");
        return definitions.indicators().stream()
                .collect(Collectors.toMap(IndicatorDefinition::code, IndicatorDefinition::weight));
    }
}
