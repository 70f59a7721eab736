package io.yihu.invoice;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Checks the facts of the run's period against the invoices and keeps what differs for the screen. */
@Slf4j
@Component
@RequiredArgsConstructor
class FactCheckStep implements RunStep {
    private static final int KEPT = 1000;
    private final JdbcClient jdbc;
    private final FactCheck check;
    private final YihuClock clock;

    @Override
    public String code() {
        return "invoice.facts";
    }

    @Override
    public int order() {
        return 700;
    }

    /** Returns the number of differences found; 0 is what everyone hopes for. */
    @Override
    @Transactional
    public long run(RunContext run) {
        LocalDate period = run.period();
        var differences = check.differences(period, period, KEPT);
        jdbc.sql("delete from invoice.fact_difference where run_id = ?")
                .param(run.runId())
                .update();
        for (var difference : differences) {
            jdbc.sql(
                            "insert into invoice.fact_difference (run_id, what, id, month, facts, invoices) values (?, ?, ?, ?, ?, ?)")
                    .params(
                            run.runId(),
                            difference.what(),
                            difference.id(),
                            difference.month(),
                            difference.facts(),
                            difference.invoices())
                    .update();
        }
        jdbc.sql("""
                        insert into invoice.fact_check (run_id, period, checked_at, differences) values (?, ?, ?, ?)
                        on conflict (run_id) do update set checked_at = excluded.checked_at, differences = excluded.differences""")
                .params(run.runId(), period, clock.instant().atOffset(ZoneOffset.UTC), differences.size())
                .update();
        if (!differences.isEmpty()) {
            log.warn(
                    "Facts of {} differ from the invoices in {} places; see invoice.fact_difference",
                    period,
                    differences.size());
        }
        return differences.size();
    }
}
