package io.yihu.demo;

import io.yihu.guidance.CoachingService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** POL-04 played: a coaching of founders that was held, another one for students that is to come. */
@Component
@RequiredArgsConstructor
class DemoCoachings {
    private static final String LEADER = "wang";
    private final JdbcClient jdbc;
    private final CoachingService coachings;
    private final DemoHandling handling;
    private final DemoClock clock;

    void play() {
        List<String> hosts = jdbc.sql("""
                        select s.tax_id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        join organization.v_account a on a.login = ? join organization.v_officer f on f.id = a.officer_id
                        join organization.v_office c on c.id = f.office_id and o.path like c.path || '%'
                        where s.status = '03' and s.taxpayer_type = 'GENERAL' and not exists (select from task.v_matter m where m.subject_id = s.id)
                        order by s.tax_id desc limit 2""").param(LEADER).query(String.class).list();
        if (hosts.size() < 2) {
            return;
        }
        long held = plan("2026-04-21T10:00", hosts.get(0), "创业团队首次申报与开票辅导", "ONSITE", "创业园一号楼报告厅", "2026-04-24T14:00");
        enrol("2026-04-22T10:00", held, List.of("梁启航", "方晓舟", "苏念"), "启航创业社", "STARTUP", "ONSITE");
        enrol("2026-04-22T10:05", held, List.of("邵一鸣", "顾青"), "星野工作室", "STARTUP", "ONLINE");
        enrol("2026-04-22T10:10", held, List.of("卫岚"), "税收志愿服务队", "VOLUNTEER", "ONSITE");
        as("2026-04-24T16:30", () -> coachings.hold(held, came(held), "讲解数电发票开具、首次申报与小微优惠，现场开票演练；会后建群答疑。"));
        long coming =
                plan("2026-04-29T10:00", hosts.get(1), "毕业生创业税收政策在线课", "ONLINE", "视频会议 520-118", "2026-05-09T15:00");
        enrol("2026-04-30T09:30", coming, List.of("何书意", "秦朗", "陆遥"), "江宁学院", "UNIVERSITY", "ONLINE");
    }

    private long plan(String when, String host, String title, String mode, String place, String starts) {
        Instant at = LocalDateTime.parse(starts).atZone(YihuClock.CHINA).toInstant();
        long[] id = new long[1];
        as(when, () -> id[0] = coachings.plan(new CoachingService.Plan(host, title, mode, place, at)));
        return id[0];
    }

    private void enrol(String when, long coaching, List<String> names, String organisation, String kind, String mode) {
        as(when, () -> names.forEach(name -> coachings.enrol(coaching, name, organisation, kind, mode)));
    }

    /** All but one. */
    private Set<Long> came(long coaching) {
        Set<Long> ids = new TreeSet<>(jdbc.sql("select id from guidance.v_coaching_attendee where coaching_id = ?")
                .param(coaching)
                .query(Long.class)
                .list());
        ids.stream().skip(2).findFirst().ifPresent(ids::remove);
        return ids;
    }

    private void as(String when, Runnable work) {
        clock.at(
                LocalDateTime.parse(when).atZone(YihuClock.CHINA).toInstant(),
                () -> CurrentActor.as(handling.actor(LEADER), () -> {
                    work.run();
                    return null;
                }));
    }
}
