package io.yihu.organization;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which post carries which duty from when to when; new tasks follow at once, what stood stays in the history. */
@Service
@RequiredArgsConstructor
public class DutyService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * @param from null means today
     * @throws Refusal when the day is past, the post has the duty, or somebody who holds the post would hold incompatible duties
     */
    @Traced("organization.duty.grant")
    public void grant(String post, String duty, LocalDate from) {
        LocalDate day = from == null ? today() : from;
        if (day.isBefore(today())) {
            throw Refusal.invalid("organization.duty.past");
        }
        requireKnown(post, duty);
        boolean held =
                jdbc.sql("""
                        select exists (select from organization.post_duty where post_code = ? and duty_code = ?
                          and (valid_to is null or valid_to >= ?))""").params(post, duty, day).query(Boolean.class).single();
        if (held) {
            throw Refusal.conflict("organization.duty.held");
        }
        jdbc.sql("""
                        select i.reason from organization.incompatible_duty i
                        join organization.officer_post p on p.post_code = :post and p.valid_to is null
                        join organization.officer_post o on o.officer_id = p.officer_id and o.valid_to is null
                        join organization.post_duty d on d.post_code = o.post_code and (d.valid_to is null or d.valid_to >= :day)
                        where :duty in (i.duty_a, i.duty_b) and d.duty_code in (i.duty_a, i.duty_b) and d.duty_code <> :duty
                        limit 1""")
                .param("post", post)
                .param("duty", duty)
                .param("day", day)
                .query(String.class)
                .optional()
                .ifPresent(reason -> {
                    throw Refusal.conflict("organization.duty.incompatible", reason);
                });
        jdbc.sql("""
                        insert into organization.post_duty (post_code, duty_code, version, valid_from)
                        select ?, ?, coalesce(max(version), 0) + 1, ? from organization.post_duty where post_code = ? and duty_code = ?""").params(post, duty, day, post, duty).update();
        Trail.object("post", post);
        Trail.change("duty", null, duty);
        Trail.note("from", day);
    }

    /** The post has the duty for the last time on that day, null for yesterday: from today on it is gone. */
    @Traced("organization.duty.end")
    public void end(String post, String duty, LocalDate lastDay) {
        LocalDate day = lastDay == null ? today().minusDays(1) : lastDay;
        if (day.isBefore(today().minusDays(1))) {
            throw Refusal.invalid("organization.duty.past");
        }
        int ended = jdbc.sql("""
                        update organization.post_duty set valid_to = greatest(valid_from, ?)
                        where post_code = ? and duty_code = ? and valid_to is null""").params(day, post, duty).update();
        if (ended == 0) {
            throw Refusal.conflict("organization.duty.notHeld");
        }
        Trail.object("post", post);
        Trail.change("duty", duty, null);
        Trail.note("to", day);
    }

    private void requireKnown(String post, String duty) {
        boolean known = jdbc.sql("""
                        select exists (select from organization.post where code = ?)
                          and exists (select from organization.duty where code = ?)""").params(post, duty).query(Boolean.class).single();
        if (!known) {
            throw Refusal.invalid("organization.duty.unknown");
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
