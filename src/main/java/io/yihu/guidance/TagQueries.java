package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads tags for pages, within the actor's offices. */
@Component
@RequiredArgsConstructor
public class TagQueries {
    private final Tags tags;
    private final JdbcClient jdbc;

    /** How many taxpayers carry a value today, and how many of them at each level. */
    public record Count(String tag, String value, long subjects, long high, long medium, long low) {}

    /** A tag that became another one. */
    public record Change(long subjectId, String subjectName, String tag, String before, String after, LocalDate day) {}

    /** A value and the days it held. */
    public record Held(String tag, String value, LocalDate from, LocalDate to) {}

    public List<Count> counts() {
        return jdbc.sql("""
                        select t.tag, t.value, count(*) as subjects, count(*) filter (where r.value = 'HIGH') as high,
                          count(*) filter (where r.value = 'MEDIUM') as medium, count(*) filter (where r.value = 'LOW') as low
                        from guidance.tag t join taxpayer.v_subject s on s.id = t.subject_id join organization.v_office o on o.id = s.office_id and o.path like :scope
                        left join guidance.tag r on r.subject_id = t.subject_id and r.tag = 'RISK' and r.valid_to is null
                        where t.valid_to is null and t.tag <> 'RISK' group by t.tag, t.value order by t.tag, subjects desc, t.value""")
                .param("scope", CurrentActor.get().scope())
                .query(Count.class)
                .list();
    }

    /** Newest first. */
    public List<Change> changes(int limit) {
        return jdbc.sql("""
                        select n.subject_id, s.name as subject_name, n.tag, b.value as before, n.value as after, n.valid_from as day
                        from guidance.tag n join guidance.tag b on b.subject_id = n.subject_id and b.tag = n.tag and b.valid_to = n.valid_from
                        join taxpayer.v_subject s on s.id = n.subject_id join organization.v_office o on o.id = s.office_id and o.path like :scope
                        order by n.valid_from desc, n.tag <> 'RISK', s.name limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("limit", limit)
                .query(Change.class)
                .list();
    }

    /** All values of a taxpayer the actor may see, newest first. */
    public List<Held> history(long subjectId) {
        return jdbc.sql("""
                        select t.tag, t.value, t.valid_from as "from", t.valid_to as "to" from guidance.tag t
                        where t.subject_id = ? order by t.valid_to is not null, t.tag, t.valid_from desc""").param(subjectId).query(Held.class).list();
    }

    /** Names of values that have names of their own, by {@code tag value}. */
    public Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        tags.all().stream()
                .filter(rule -> rule.names() != null)
                .forEach(rule -> jdbc.sql(rule.names())
                        .query((row, n) -> names.put(rule.code() + " " + row.getString("value"), row.getString("name")))
                        .list());
        return names;
    }
}
