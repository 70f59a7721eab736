package io.yihu.guidance;

import io.yihu.taxpayer.SubjectsRelinked;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages and questions stand with the taxpayer that lives: they move at a merge and go home at a split. */
@Component
@RequiredArgsConstructor
class PushesFollow {
    private static final String PLACES = """
            with places as (
              select i.id as home, coalesce(m.merged_into, i.id) as place
              from (select unnest(:subjects::bigint[]) as id
                union select m.id from taxpayer.v_subject_merged m where m.merged_into = any (:subjects::bigint[])) i
              left join taxpayer.v_subject_merged m on m.id = i.id)
            """;
    private final JdbcClient jdbc;

    @Order(45)
    @EventListener
    void follow(SubjectsRelinked relinked) {
        Long[] subjects = relinked.subjectIds().toArray(Long[]::new);
        for (String table : List.of("push", "demand")) {
            jdbc.sql(PLACES + """
                            update guidance.%s t set subject_id = p.place, version = t.version + 1 from places p
                            where t.home_subject_id = p.home and t.subject_id <> p.place""".formatted(table)).param("subjects", subjects).update();
        }
        for (String table : List.of("push_step", "link", "attendance", "signature")) {
            child(table, "push", subjects);
        }
        child("demand_message", "demand", subjects);
    }

    private void child(String table, String parent, Long[] subjects) {
        jdbc.sql(PLACES + """
                        update guidance.%1$s c set subject_id = x.subject_id from guidance.%2$s x join places p on p.home = x.home_subject_id
                        where x.id = c.%2$s_id and c.subject_id <> x.subject_id""".formatted(table, parent))
                .param("subjects", subjects)
                .update();
    }
}
