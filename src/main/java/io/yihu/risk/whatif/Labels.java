package io.yihu.risk.whatif;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What officers found out about subjects in looks that began after a judging: nothing its vectors may have known. */
@Component
@RequiredArgsConstructor
class Labels {
    /** Months after the day of judging within which a look counts as a look at it. */
    private static final int REACH = 3;

    private final JdbcClient jdbc;

    /** By subject 1 or 0; of several the surest, then the newest. */
    Map<Long, Integer> of(LocalDate asOf) {
        Map<Long, Integer> labels = new HashMap<>();
        jdbc.sql("""
                        select distinct on (subject_id) subject_id, value from risk.label where as_of >= ? and as_of < ?
                        order by subject_id, confidence desc, recorded_at desc""").params(asOf, asOf.plusMonths(REACH)).query(row -> {
            labels.put(row.getLong(1), row.getInt(2));
        });
        return labels;
    }
}
