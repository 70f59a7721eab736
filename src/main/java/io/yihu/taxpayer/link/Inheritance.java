package io.yihu.taxpayer.link;

import io.yihu.organization.AvoidanceFollowing;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A survivor carries labels and avoidances of what was merged into it for as long as it is merged; own rows stay. */
@Component
@RequiredArgsConstructor
class Inheritance {
    private final JdbcClient jdbc;
    private final AvoidanceFollowing avoidances;

    private record Merged(long id, long into) {}

    /** For the subjects of the temporary table {@code relink_party}. */
    void follow(LocalDate today) {
        labels(today);
        List<Long> subjects = jdbc.sql(
                        "select home_subject_id from relink_party union select subject_id from relink_party")
                .query(Long.class)
                .list();
        List<Merged> merged = jdbc.sql("""
                        select s.id, s.merged_into as into from taxpayer.subject s
                        where s.merged_into is not null and s.id in (select home_subject_id from relink_party)""").query(Merged.class).list();
        avoidances.follow(
                subjects.toArray(Long[]::new),
                merged.stream().map(Merged::id).toArray(Long[]::new),
                merged.stream().map(Merged::into).toArray(Long[]::new),
                today);
    }

    private void labels(LocalDate today) {
        jdbc.sql("""
                        update taxpayer.label l set valid_to = ?
                        where l.inherited_from is not null and l.valid_to is null and l.subject_id in (
                          select home_subject_id from relink_party union select subject_id from relink_party)
                          and not exists (select from taxpayer.subject s where s.id = l.inherited_from and s.merged_into = l.subject_id)""").param(today).update();
        jdbc.sql("""
                        insert into taxpayer.label (subject_id, code, valid_from, value, reason, set_by, set_at, inherited_from)
                        select distinct on (s.merged_into, l.code) s.merged_into, l.code, ?::date, l.value, l.reason, l.set_by, l.set_at, s.id
                        from relink_party y join taxpayer.subject s on s.id = y.home_subject_id and s.merged_into is not null
                        join taxpayer.label l on l.subject_id = s.id and l.valid_to is null
                        where not exists (select from taxpayer.label o where o.subject_id = s.merged_into and o.code = l.code
                          and o.valid_to is null)
                        order by s.merged_into, l.code, l.set_at desc
                        on conflict (subject_id, code, valid_from) do update set valid_to = null, value = excluded.value,
                          reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at,
                          inherited_from = excluded.inherited_from""").param(today).update();
    }
}
