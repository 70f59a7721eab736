package io.yihu.dossier;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps book of sources that are later than their target, night by night. */
@Component
@RequiredArgsConstructor
public class SourceBreaches implements RunStep {
    private static final int SHOWN = 40;
    private final SourceQueries sources;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One breach; still open without {@code closedOn}. */
    public record Breach(
            String feed, LocalDate openedOn, LocalDate lastDay, int lagDays, int targetDays, LocalDate closedOn) {}

    @Override
    public String code() {
        return "dossier.sources";
    }

    @Override
    public int order() {
        return 95;
    }

    /** Returns how many are open afterwards. */
    @Override
    @Transactional
    public long run(RunContext run) {
        List<SourceQueries.Lag> late =
                sources.lags().stream().filter(SourceQueries.Lag::late).toList();
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        String[] feeds = late.stream().map(SourceQueries.Lag::feed).toArray(String[]::new);
        jdbc.sql("update dossier.source_breach set closed_on = :today where closed_on is null and feed <> all(:feeds)")
                .param("today", today)
                .param("feeds", feeds)
                .update();
        jdbc.sql("""
                        with late as (select * from unnest(:feeds::text[], :days::text[]::date[], :lags::int[], :targets::int[]) l (feed, last_day, lag, target)),
                        known as (
                          update dossier.source_breach b set last_day = l.last_day, lag_days = l.lag, target_days = l.target, checked_on = :today
                          from late l where b.feed = l.feed and b.closed_on is null returning b.feed)
                        insert into dossier.source_breach (feed, opened_on, last_day, lag_days, target_days, checked_on)
                        select feed, :today, last_day, lag, target, :today from late where feed not in (select feed from known)
                        on conflict (feed, opened_on) do update set closed_on = null, lag_days = excluded.lag_days, last_day = excluded.last_day""")
                .param("feeds", feeds)
                .param(
                        "days",
                        late.stream().map(lag -> lag.lastDay().toString()).toArray(String[]::new))
                .param("lags", late.stream().map(lag -> lag.lag().intValue()).toArray(Integer[]::new))
                .param("targets", late.stream().map(SourceQueries.Lag::target).toArray(Integer[]::new))
                .param("today", today)
                .update();
        return late.size();
    }

    /** Open ones first, then the newest. */
    public List<Breach> newest() {
        return jdbc.sql("""
                        select feed, opened_on, last_day, lag_days, target_days, closed_on from dossier.source_breach
                        order by closed_on is not null, opened_on desc, feed limit ?""").param(SHOWN).query(Breach.class).list();
    }
}
