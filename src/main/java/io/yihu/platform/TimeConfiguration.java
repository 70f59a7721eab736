package io.yihu.platform;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class TimeConfiguration {
    @Bean
    YihuClock clock(DatabaseMarker marker) {
        YihuClock clock = new YihuClock(Clock.systemUTC());
        marker.read("clock.shift").map(Duration::parse).ifPresent(clock::shiftBy);
        return clock;
    }
}
