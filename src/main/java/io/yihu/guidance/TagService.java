package io.yihu.guidance;

import io.yihu.indicator.SubjectStanding;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Classes and grades of taxpayers by tags, as of today; what held before stays with its days. */
@Service
@RequiredArgsConstructor
public class TagService {
    private static final int SLICE = 50_000;
    private final Tags tags;
    private final List<SubjectStanding> standings;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Computes all tags anew; returns how many changed. */
    @Traced("guidance.tag.refresh")
    public int refresh() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        int changed = 0;
        for (Tags.Rule rule : tags.all()) {
            changed += keep(rule.code(), rule.select(), Map.of("today", today), today, "");
        }
        changed += levels(today);
        Trail.note("changed", changed);
        return changed;
    }

    /** Levels in slices of subjects. */
    private int levels(LocalDate today) {
        int changed = 0;
        List<Long> subjects = slice(Long.MIN_VALUE);
        while (!subjects.isEmpty()) {
            changed += levels(subjects, today);
            subjects = slice(subjects.get(subjects.size() - 1));
        }
        return changed;
    }

    private int levels(List<Long> subjects, LocalDate today) {
        Map<Long, String> levels = new HashMap<>();
        subjects.forEach(each -> levels.put(each, "NONE"));
        standings.forEach(each -> levels.putAll(each.levels(subjects)));
        return keep(
                Tags.RISK,
                "select s as subject_id, v as value from unnest(:subjects::bigint[], :values::text[]) u (s, v)",
                Map.of(
                        "subjects", subjects.toArray(Long[]::new),
                        "values", subjects.stream().map(levels::get).toArray(String[]::new)),
                today,
                " and t.subject_id = any (:subjects)");
    }

    private List<Long> slice(long after) {
        return jdbc.sql("select id from taxpayer.v_subject where not external and id > ? order by id limit ?")
                .params(after, SLICE)
                .query(Long.class)
                .list();
    }

    /** A value that came today is replaced, an older one ends today; then the new ones begin. */
    private int keep(String tag, String select, Map<String, Object> parameters, LocalDate today, String bound) {
        String now = "with n as materialized (select x.subject_id, x.value from (" + select
                + ") x where x.value is not null) ";
        String other =
                " where t.tag = :tag and t.valid_to is null and not exists (select from n where n.subject_id = t.subject_id and n.value = t.value)";
        run(now + "delete from guidance.tag t" + other + " and t.valid_from = :on" + bound, tag, parameters, today);
        run(now + "update guidance.tag t set valid_to = :on" + other + bound, tag, parameters, today);
        return run(now + """
                insert into guidance.tag (subject_id, tag, value, valid_from) select n.subject_id, :tag, n.value, :on from n
                where not exists (select from guidance.tag t where t.subject_id = n.subject_id and t.tag = :tag and t.valid_to is null)
                on conflict (subject_id, tag, valid_from) do update set value = excluded.value, valid_to = null""", tag, parameters, today);
    }

    private int run(String sql, String tag, Map<String, Object> parameters, LocalDate today) {
        return jdbc.sql(sql)
                .params(parameters)
                .param("tag", tag)
                .param("on", today)
                .update();
    }
}
