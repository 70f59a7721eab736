package io.yihu.dossier.space;

import io.yihu.dossier.Visibility;
import io.yihu.platform.CurrentActor;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who the nodes of a trace are, as far as the actor may know. */
@Component
@RequiredArgsConstructor
public class TraceNames {
    private final JdbcClient jdbc;

    /**
     * A node in words.
     *
     * @param level only where the actor may open the file
     */
    public record Name(
            long id,
            String name,
            String taxId,
            boolean external,
            String province,
            String industry,
            boolean visible,
            String level) {}

    public Map<Long, Name> of(Collection<Long> ids) {
        return jdbc
                .sql("""
                        with named as (
                          select s.id, s.name, s.tax_id, s.external, p.name as province, i.name as industry, """ + Visibility.OF_SUBJECT + """
                           as visible
                          from taxpayer.v_subject s left join organization.v_division p on p.code = left(coalesce(s.division_code, taxpayer.division_of(s.tax_id)), 2)
                          left join organization.v_industry i on i.code = s.industry_code
                          where s.id = any(cast(:ids as bigint[])))
                        select n.*, case when n.visible then l.level end as level
                        from named n left join risk.v_subject_level l on l.subject_id = n.id""")
                .params(Visibility.of(CurrentActor.get()))
                .param("ids", ids.toArray(Long[]::new))
                .query(Name.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Name::id, name -> name));
    }
}
