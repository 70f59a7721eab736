package io.yihu.risk;

import io.yihu.indicator.SubjectStanding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The level a taxpayer stands at, for modules beside this one. */
@Component
@RequiredArgsConstructor
class FindingStanding implements SubjectStanding {
    private final JdbcClient jdbc;

    @Override
    public Optional<Standing> of(long subjectId) {
        return jdbc.sql("""
                        select l.level, l.score, coalesce(f.hard, false) as hard, f.id, coalesce(f.hit_codes, '{}') as hits
                        from risk.subject_level l left join risk.finding f on f.subject_id = l.subject_id and f.id = l.finding_id
                        where l.subject_id = ?""")
                .param(subjectId)
                .query((row, n) -> new Standing(
                        row.getString("level"),
                        row.getDouble("score"),
                        row.getBoolean("hard"),
                        row.getObject("id", Long.class),
                        List.of((String[]) row.getArray("hits").getArray())))
                .optional();
    }

    @Override
    public Map<Long, String> levels(Collection<Long> subjectIds) {
        Map<Long, String> levels = new HashMap<>();
        jdbc.sql("""
                        select l.subject_id, case when coalesce(f.hard, false) then 'HIGH' else l.level end
                        from risk.subject_level l left join risk.finding f on f.subject_id = l.subject_id and f.id = l.finding_id
                        where l.subject_id = any (?)""")
                .params((Object) subjectIds.toArray(Long[]::new))
                .query((row, n) -> levels.put(row.getLong(1), row.getString(2)))
                .list();
        return levels;
    }
}
