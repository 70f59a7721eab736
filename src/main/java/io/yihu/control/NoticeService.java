package io.yihu.control;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The reader takes notice. */
@Service
@RequiredArgsConstructor
public class NoticeService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** All own notices are read. */
    @Traced("control.notice.read")
    public void readAll() {
        Trail.object("notices", CurrentActor.get().login());
        jdbc.sql("update control.notice set read_at = ? where officer_id = ? and read_at is null")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentActor.get().officerId() == null
                                ? -1L
                                : CurrentActor.get().officerId())
                .update();
    }
}
