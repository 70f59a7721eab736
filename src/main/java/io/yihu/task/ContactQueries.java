package io.yihu.task;

import io.yihu.platform.CurrentActor;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often taxpayers are contacted: once for each matter without merging, once for each work order with it. */
@Component
@RequiredArgsConstructor
public class ContactQueries {
    private final JdbcClient jdbc;

    /** One quarter of the actor's scope; contacts per taxpayer who had any. */
    public record Quarter(LocalDate quarter, long subjects, long matters, long orders, double before, double after) {}

    public List<Quarter> quarters(int limit) {
        return jdbc.sql("""
                        select date_trunc('quarter', m.created_at at time zone 'Asia/Shanghai')::date as quarter,
                          count(distinct m.subject_id) as subjects, count(*) as matters, count(distinct m.work_order_id) as orders,
                          count(*)::float8 / count(distinct m.subject_id) as before,
                          count(distinct m.work_order_id)::float8 / count(distinct m.subject_id) as after
                        from task.matter m join taxpayer.v_subject s on s.id = m.subject_id
                        join organization.v_office o on o.id = s.office_id and o.path like ?
                        where m.state <> 'CANCELLED' group by 1 order by 1 desc limit ?""")
                .params(CurrentActor.get().scope(), limit)
                .query(Quarter.class)
                .list();
    }
}
