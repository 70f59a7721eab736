package io.yihu.taxpayer;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Labels that other modules put on taxpayers, such as {@code risk.covered}; dated, ended but never removed. */
@Service
@RequiredArgsConstructor
public class TaxpayerLabelService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Puts or changes a label from today on; a value that stands already changes nothing. */
    @Traced("taxpayer.label.put")
    public void put(long subjectId, String code, String value, String reason) {
        describe(subjectId, code, reason);
        LocalDate today = LocalDate.now(clock);
        String before = jdbc.sql(
                        "select value from taxpayer.label where subject_id = ? and code = ? and valid_to is null")
                .params(subjectId, code)
                .query(String.class)
                .optional()
                .orElse(null);
        Trail.change("value", before, value);
        jdbc.sql("""
                        update taxpayer.label set valid_to = ? where subject_id = ? and code = ? and valid_to is null
                          and (value is distinct from ? or inherited_from is not null) and valid_from < ?""").params(today, subjectId, code, value, today).update();
        jdbc.sql("""
                        insert into taxpayer.label (subject_id, code, valid_from, value, reason, set_by, set_at)
                        select ?, ?, ?, ?, ?, ?, ? where not exists (
                          select from taxpayer.label where subject_id = ? and code = ? and valid_to is null and value is not distinct from ?
                            and inherited_from is null)
                        on conflict (subject_id, code, valid_from) do update set value = excluded.value, reason = excluded.reason,
                          valid_to = null, set_by = excluded.set_by, set_at = excluded.set_at, inherited_from = null""")
                .params(
                        subjectId,
                        code,
                        today,
                        value,
                        reason,
                        CurrentActor.get().login(),
                        OffsetDateTime.now(clock),
                        subjectId,
                        code,
                        value)
                .update();
    }

    /** Ends a label today; without such a label nothing happens. */
    @Traced("taxpayer.label.end")
    public void end(long subjectId, String code, String reason) {
        describe(subjectId, code, reason);
        jdbc.sql("update taxpayer.label set valid_to = ? where subject_id = ? and code = ? and valid_to is null")
                .params(LocalDate.now(clock), subjectId, code)
                .update();
    }

    private static void describe(long subjectId, String code, String reason) {
        Trail.object("label", code);
        Trail.subject(subjectId);
        Trail.note("reason", reason);
    }
}
