package io.yihu.demo;

import io.yihu.indicator.RunExecution;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nightly runs of the last months, each in its own night. */
@Component
@RequiredArgsConstructor
class DemoRuns {
    static final List<LocalDate> DAYS =
            List.of(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1), LocalDate.of(2026, 5, 1));
    static final LocalTime NIGHT = LocalTime.of(2, 30);

    private final JdbcClient jdbc;
    private final RunExecution execution;
    private final DemoClock clock;

    void run(LocalDate day) {
        boolean done = jdbc.sql("select exists (select from indicator.v_run where as_of = ? and state = 'DONE')")
                .param(day)
                .query(Boolean.class)
                .single();
        if (!done) {
            clock.at(day, NIGHT, () -> execution.runNow(day));
        }
    }
}
