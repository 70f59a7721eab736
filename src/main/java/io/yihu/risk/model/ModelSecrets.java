package io.yihu.risk.model;

import io.yihu.indicator.IndicatorText;
import io.yihu.indicator.SecretSource;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Thresholds of the live models, for the search of texts that leave the house. */
@Component
@RequiredArgsConstructor
class ModelSecrets implements SecretSource {
    private final Models models;
    private final io.yihu.indicator.Definitions definitions;
    private final IndicatorText text;
    private final YihuClock clock;

    @Override
    public List<Secret> secrets() {
        return models.live(LocalDate.now(clock)).stream()
                .flatMap(live -> models.spec(live.id()).lines().stream())
                .flatMap(line -> Stream.concat(
                                Stream.of(line.warn(), line.high(), line.lowWarn(), line.lowHigh()),
                                line.overrides().stream().flatMap(o -> Stream.of(o.warn(), o.high())))
                        .filter(Objects::nonNull)
                        .map(value -> new Secret(
                                definitions
                                        .indicator(line.code())
                                        .map(i -> i.titleZh())
                                        .orElse(line.code()),
                                text.unit(line.code()),
                                value)))
                .distinct()
                .toList();
    }
}
