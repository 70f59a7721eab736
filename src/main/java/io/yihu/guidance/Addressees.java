package io.yihu.guidance;

import io.yihu.indicator.SubjectStanding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who taxpayers are for a message: name, office, class, and the level they stand at. */
@Component
@RequiredArgsConstructor
public class Addressees {
    private final JdbcClient jdbc;
    private final List<SubjectStanding> standings;

    /** A taxpayer that lives; one that is cancelled gets no message. */
    public record Addressee(long id, String name, String taxId, String office, String phone, String taxpayerClass) {}

    Map<Long, Addressee> find(Collection<Long> subjects) {
        return jdbc.sql("""
                        select s.id, s.name, s.tax_id, coalesce(o.name, '') as office, nullif(trim(s.phone), '') as phone,
                          case when s.tax_source_class = 'KEY' then 'KEY' when s.taxpayer_type = 'GENERAL' then 'GENERAL' else 'SMALL' end as taxpayer_class
                        from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.id = any (?) and not s.external and coalesce(s.status, '03') not in ('07', '08')""").param(subjects.toArray(Long[]::new)).query(Addressee.class).list().stream()
                .collect(Collectors.toMap(Addressee::id, Function.identity()));
    }

    /** Level of each; NONE for who was never judged. */
    Map<Long, String> levels(Collection<Long> subjects) {
        Map<Long, String> levels = new HashMap<>();
        subjects.forEach(each -> levels.put(each, "NONE"));
        standings.forEach(each -> levels.putAll(each.levels(subjects)));
        return levels;
    }
}
