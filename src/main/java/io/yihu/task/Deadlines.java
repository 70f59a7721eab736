package io.yihu.task;

import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When things are due: calendar days or Chinese working days, always at the end of office hours. */
@Component
@RequiredArgsConstructor
class Deadlines {
    static final LocalTime OPENS = LocalTime.of(9, 0);
    static final LocalTime CLOSES = LocalTime.of(18, 0);
    private final JdbcClient jdbc;

    Instant due(MatterType type, Instant created) {
        LocalDate day = LocalDate.ofInstant(created, YihuClock.CHINA);
        LocalDate due = type.slaUnit().equals("WORKDAY")
                ? addWorkingDays(day, type.slaAmount())
                : day.plusDays(type.slaAmount());
        return due.atTime(CLOSES).atZone(YihuClock.CHINA).toInstant();
    }

    /** Hours of office time after {@code created}; null where the type asks for no quick first action. */
    Instant firstActionDue(MatterType type, Instant created) {
        if (type.firstActionHours() == null) {
            return null;
        }
        ZonedDateTime at = created.atZone(YihuClock.CHINA);
        LocalDate today = at.toLocalDate();
        boolean working = addWorkingDays(today.minusDays(1), 1).equals(today);
        LocalTime start = at.toLocalTime().isBefore(OPENS) ? OPENS : at.toLocalTime();
        LocalTime end = start.plusHours(type.firstActionHours());
        if (working && start.isBefore(CLOSES) && end.isAfter(start) && !end.isAfter(CLOSES)) {
            return today.atTime(end).atZone(YihuClock.CHINA).toInstant();
        }
        long rest = working && start.isBefore(CLOSES)
                ? java.time.Duration.between(start, CLOSES).toMinutes()
                : 0;
        return addWorkingDays(today, 1)
                .atTime(OPENS.plusMinutes(type.firstActionHours() * 60L - rest))
                .atZone(YihuClock.CHINA)
                .toInstant();
    }

    LocalDate addWorkingDays(LocalDate from, int days) {
        return jdbc.sql("select platform.add_working_days(?, ?)")
                .params(from, days)
                .query(LocalDate.class)
                .single();
    }
}
