package io.yihu.control;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What control tells officers and leaders; the same thing is told once. */
@Component
@RequiredArgsConstructor
public class Notices {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * A notice as its reader sees it.
     *
     * @param kind FINDING FIRING SUPERVISION
     * @param ref {@code finding:1}, {@code firing:2}, {@code supervision:3}
     * @param code indicator, control point or kind of supervision
     */
    public record Notice(long id, Instant at, String kind, String ref, String code, String text, Instant readAt) {
        public String number() {
            return ref.substring(ref.indexOf(':') + 1);
        }
    }

    /** Leaders of the office, or of the nearest office above that has one beside this officer. */
    public List<Long> leaders(long office, long except) {
        return jdbc.sql("""
                        with up as (
                          select o.id, length(o.path) as depth from organization.v_office me join organization.v_office o on me.path like o.path || '%'
                          where me.id = :office),
                        found as (
                          select f.id, u.depth from up u join organization.v_officer f on f.office_id = u.id and f.id <> :except and f.status = 'ON_DUTY'
                          join organization.v_officer_post p on p.officer_id = f.id and p.post_code = 'LEADER' and p.valid_to is null)
                        select id from found where depth = (select max(depth) from found) order by id""")
                .param("office", office)
                .param("except", except)
                .query(Long.class)
                .list();
    }

    public void send(Collection<Long> officers, String kind, String ref, String code, String text) {
        jdbc.sql("""
                        insert into control.notice (officer_id, at, kind, ref, code, text)
                        select distinct x, cast(:at as timestamptz), :kind, :ref, :code, cast(:text as text) from unnest(cast(:officers as bigint[])) x
                        on conflict do nothing""")
                .param("officers", officers.toArray(Long[]::new))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("ref", ref)
                .param("code", code)
                .param("text", text)
                .update();
    }

    /** Own notices, newest first. */
    public List<Notice> own(int limit) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql(
                        "select id, at, kind, ref, code, text, read_at from control.notice where officer_id = ? order by id desc limit ?")
                .params(me == null ? -1L : me, limit)
                .query(Notice.class)
                .list();
    }
}
