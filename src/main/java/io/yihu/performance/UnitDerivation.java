package io.yihu.performance;

import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Derives the unit events of one indicator and month anew, in one statement.
 *
 * <p>A unit counts where its officer serves; without an officer at the task's office, without one at the taxpayer's.
 */
@Component
@RequiredArgsConstructor
class UnitDerivation {
    private final JdbcClient jdbc;

    int derive(PerformanceIndicator indicator, LocalDate period, Instant asOf) {
        jdbc.sql("delete from performance.unit where indicator = ? and period = ?")
                .params(indicator.code(), period)
                .update();
        return jdbc.sql("""
                        insert into performance.unit (indicator, period, unit_id, subject_id, officer_id, office_id, at, num, den, source)
                        select :indicator, :period, u.unit_id, u.subject_id, u.officer_id, coalesce(f.office_id, u.office_id, s.office_id),
                          u.at, u.num, u.den, :source
                        from (""" + indicator.units() + """
                        ) u
                        left join organization.v_officer f on f.id = u.officer_id
                        left join taxpayer.v_subject s on s.id = u.subject_id
                        where coalesce(f.office_id, u.office_id, s.office_id) is not null""")
                .param("indicator", indicator.code())
                .param("period", period)
                .param("source", indicator.source())
                .param("from", start(period))
                .param("to", start(period.plusMonths(1)))
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Units that correct others, by appeals that were upheld. One whose unit has changed since corrects nothing any more:
     * what was wrong has been put right at its source.
     */
    int correct(LocalDate period) {
        return jdbc.sql("""
                        insert into performance.unit (indicator, period, unit_id, subject_id, officer_id, office_id, at, num, den, source, corrects)
                        select u.indicator, u.period, -1000000000000 - a.id, u.subject_id, u.officer_id, u.office_id, u.at,
                          case a.correction when 'EXCLUDE' then -u.num else u.den - u.num end, case a.correction when 'EXCLUDE' then -u.den else 0 end,
                          'appeal', u.unit_id
                        from performance.appeal a
                        join performance.unit u on u.subject_id = a.subject_id and u.period = a.period and u.indicator = a.indicator and u.unit_id = a.unit_id
                        where a.period = ? and a.state = 'UPHELD' and u.num = a.num and u.den = a.den and u.officer_id = a.officer_id""").param(period).update();
    }

    private static Object start(LocalDate day) {
        return day.atStartOfDay(YihuClock.CHINA).toInstant().atOffset(ZoneOffset.UTC);
    }
}
