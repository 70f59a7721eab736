package io.yihu.control.gate;

import io.yihu.platform.YihuClock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Uses up a clearance inside the transaction of the step it lets pass. */
@Component
@RequiredArgsConstructor
class ClearanceUse {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** The reason that was agreed to, empty where nobody agreed. */
    Optional<String> use(String point, Long officer, Long subject) {
        if (officer == null) {
            return Optional.empty();
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        update control.clearance set state = 'USED', used_at = :now
                        where id = (select id from control.clearance where point = :point and officer_id = :officer and state = 'APPROVED'
                          and valid_to > :now and (subject_id is null or subject_id = cast(:subject as bigint))
                          order by id limit 1 for update skip locked)
                        returning reason""")
                .param("now", now)
                .param("point", point)
                .param("officer", officer)
                .param("subject", subject)
                .query(String.class)
                .optional();
    }
}
