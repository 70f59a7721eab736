package io.yihu.risk.check;

import io.yihu.platform.YihuClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether purchases are loaded at all for the three months a window covers: without them "no purchases" says nothing. */
@Component
@RequiredArgsConstructor
class PurchasesLoaded {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final Map<LocalDate, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(boolean loaded, Instant at) {}

    boolean of(LocalDate month) {
        Seen known = seen.get(month);
        if (known == null || !known.loaded() && known.at().plus(FRESH).isBefore(clock.instant())) {
            known = new Seen(
                    jdbc.sql("""
                                    select exists (select from invoice.v_fact_subject_month where in_cnt > 0
                                      and month > cast(? as date) - interval '3 months' and month <= ?)""").params(month, month).query(Boolean.class).single(), clock.instant());
            seen.put(month, known);
        }
        return known.loaded();
    }
}
