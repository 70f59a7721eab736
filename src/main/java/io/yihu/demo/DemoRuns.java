package io.yihu.demo;

import io.yihu.indicator.RunExecution;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs of the last months, each in its own night: after the filing period, the newest after the month's end. */
@Component
@RequiredArgsConstructor
class DemoRuns {
    static final List<LocalDate> DAYS =
            List.of(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 20), LocalDate.of(2026, 5, 1));
    static final LocalTime NIGHT = LocalTime.of(2, 30);

    private final JdbcClient jdbc;
    private final RunExecution execution;
    private final DemoClock clock;

    private record Known(long id, String state) {}

    /** Does the run of that day, once; one that a killed process left half-way goes on where it stood. */
    void run(LocalDate day) {
        Optional<Known> known = jdbc.sql(
                        "select id, state from indicator.v_run where as_of = ? order by id desc limit 1")
                .param(day)
                .query(Known.class)
                .optional();
        if (known.isEmpty()) {
            clock.at(day, NIGHT, () -> execution.runNow(day));
        } else if (!known.get().state().equals("DONE")) {
            clock.at(day, NIGHT, () -> {
                execution.finishNow(known.get().id());
                return null;
            });
        }
    }
}
