package io.yihu.performance;

import io.yihu.exchange.Outbox;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Scores of a finished month for digital HR (officers) and the national performance system (offices), through the outbox. */
@Service
@RequiredArgsConstructor
public class PushService {
    static final String HR = "DIGITAL_HR";
    static final String NATIONAL = "SAT_PERF";
    static final String EVENT = "performance.scores";

    private static final String ROWS = """
            jsonb_agg(jsonb_build_object('indicator_code', r.indicator, 'value', r.value, 'score', r.score, 'weight', r.weight,
              'rank_in_peer', r.rank, 'peers', r.peers, 'units', r.units) order by r.indicator)""";

    private static final String TOTAL = """
            round(sum(r.score) filter (where r.weight > 0) * 100 / nullif(sum(r.weight), 0), 2) + coalesce(sum(r.score) filter (where r.weight = 0), 0)""";

    private static final String STAFF = """
            select f.staff_no as entity, jsonb_build_object('period', to_char(r.period, 'YYYY-MM'), 'staff_no', f.staff_no, 'office_code', min(o.code),
              'total', %s, 'snapshot_hash', min(a.snapshot_hash), 'rows', %s)::text as payload
            from performance.result r join performance.appraisal a on a.period = r.period
            join organization.v_officer f on f.id = r.scope_id join organization.v_office o on o.id = r.office_id
            where r.period = ? and r.scope = 'STAFF' group by r.period, f.staff_no""".formatted(TOTAL, ROWS);

    private static final String OFFICE = """
            select o.code as entity, jsonb_build_object('period', to_char(r.period, 'YYYY-MM'), 'office_code', o.code, 'level', o.level,
              'total', %s, 'snapshot_hash', min(a.snapshot_hash), 'rows', %s)::text as payload
            from performance.result r join performance.appraisal a on a.period = r.period
            join organization.v_office o on o.id = r.scope_id
            where r.period = ? and r.scope = 'OFFICE' group by r.period, o.code, o.level""".formatted(TOTAL, ROWS);

    private final Outbox outbox;
    private final JdbcClient jdbc;

    /** How many messages it took to bring each target to the figures of now. */
    public record Pushed(int staff, int offices) {}

    /** Lays down what differs from what was sent before; a month that is not over is not sent. */
    @Traced("performance.month.push")
    public Pushed push(LocalDate period) {
        LocalDate month = period.withDayOfMonth(1);
        boolean over = jdbc.sql("select published_at is not null from performance.appraisal where period = ?")
                .param(month)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!over) {
            throw Refusal.conflict("performance.push.notOver", YearMonth.from(month));
        }
        String batch = YearMonth.from(month).toString();
        Pushed pushed = new Pushed(
                outbox.keep(HR, EVENT, batch, states(STAFF, month)),
                outbox.keep(NATIONAL, EVENT, batch, states(OFFICE, month)));
        Trail.object("month", month);
        Trail.note("staffMessages", pushed.staff());
        Trail.note("officeMessages", pushed.offices());
        return pushed;
    }

    private List<Outbox.State> states(String sql, LocalDate month) {
        return jdbc.sql(sql).param(month).query(Outbox.State.class).list();
    }
}
