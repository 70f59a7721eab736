package io.yihu.performance;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Part of every nightly run: the last full month, the month under way, and months with work that were never appraised. */
@Component
@RequiredArgsConstructor
class AppraiseStep implements RunStep {
    private final AppraisalService service;
    private final PushService pushes;
    private final YihuClock clock;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "performance.appraise";
    }

    @Override
    public int order() {
        return 600;
    }

    @Override
    public long run(RunContext run) {
        LocalDate current = run.asOf().withDayOfMonth(1);
        Instant now = clock.instant();
        TreeSet<LocalDate> months = new TreeSet<>(neverAppraised(current));
        months.add(run.period());
        months.add(current);
        long units = 0;
        for (LocalDate month : months) {
            units += service.appraise(month, now).units();
            if (month.isBefore(current)) {
                pushes.push(month);
            }
        }
        return units;
    }

    private java.util.List<LocalDate> neverAppraised(LocalDate before) {
        return jdbc.sql("""
                        select distinct date_trunc('month', at at time zone 'Asia/Shanghai')::date as month
                        from task.v_task t cross join lateral unnest(array[t.dispatched_at, t.due_at, t.closed_at]) at
                        where at is not null and date_trunc('month', at at time zone 'Asia/Shanghai')::date < ?
                        except select period from performance.heat_build order by month""").param(before).query(LocalDate.class).list();
    }
}
