package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Set-based writes of new matters with their work orders, tasks and first events. */
@Component
@RequiredArgsConstructor
class MatterWriting {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** When a type is due and when its first action is, null where it does not hurry. */
    record Due(Instant due, Instant firstDue) {}

    private record Row(
            int ord,
            long subject,
            String type,
            String source,
            String ref,
            String level,
            String title,
            String why,
            long workOrder,
            boolean opens,
            String due,
            String firstDue) {}

    /** Two nodes that raise for one taxpayer at once would open two work orders. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('task.raise'))")
                .query((row, n) -> 0)
                .list();
    }

    /** Without those about cancelled taxpayers. */
    List<RaiseMatter> ofLivingTaxpayers(List<RaiseMatter> matters) {
        Set<Long> cancelled = new HashSet<>(jdbc.sql("""
                        select s.id from taxpayer.v_subject s where s.id = any (?) and not s.active and not s.external""")
                .params((Object)
                        matters.stream().map(RaiseMatter::subjectId).distinct().toArray(Long[]::new))
                .query(Long.class)
                .list());
        return matters.stream().filter(m -> !cancelled.contains(m.subjectId())).toList();
    }

    /** Those not there yet; refuses taxpayers that do not exist or are external. */
    List<RaiseMatter> notYetRaised(List<RaiseMatter> matters) {
        String wanted = json.writeValueAsString(matters);
        List<Long> strangers = jdbc.sql("""
                        select distinct w."subjectId" from jsonb_to_recordset(?::jsonb) w ("subjectId" bigint)
                        where not exists (select from taxpayer.v_subject s where s.id = w."subjectId" and not s.external)
                        limit 5""").param(wanted).query(Long.class).list();
        if (!strangers.isEmpty()) {
            throw Refusal.invalid("task.refused.subject", strangers.toString());
        }
        Set<Integer> known =
                new HashSet<>(jdbc.sql("""
                        select w.ord - 1 from jsonb_array_elements(?::jsonb) with ordinality w (v, ord)
                        join task.matter m on m.subject_id = (w.v ->> 'subjectId')::bigint and m.source = w.v ->> 'source'
                          and m.source_ref = w.v ->> 'sourceRef' and m.type_code = w.v ->> 'typeCode'""").param(wanted).query(Integer.class).list());
        return java.util.stream.IntStream.range(0, matters.size())
                .filter(index -> !known.contains(index))
                .mapToObj(matters::get)
                .toList();
    }

    void insert(List<MatterMerger.Placed> placed, Map<String, Due> due, Instant now) {
        List<Row> rows = new java.util.ArrayList<>(placed.size());
        for (MatterMerger.Placed each : placed) {
            RaiseMatter m = each.matter();
            Due at = due.get(m.typeCode());
            rows.add(new Row(
                    rows.size(),
                    m.subjectId(),
                    m.typeCode(),
                    m.source(),
                    m.sourceRef(),
                    m.level(),
                    m.title(),
                    m.why(),
                    each.workOrderId(),
                    each.opens(),
                    (m.dueAt() == null ? at.due() : m.dueAt()).toString(),
                    at.firstDue() == null ? null : at.firstDue().toString()));
        }
        jdbc.sql(INSERT)
                .param("rows", json.writeValueAsString(rows))
                .param("now", now.toString())
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** One statement: work orders (new or grown), matters, tasks, their NEW events. */
    private static final String INSERT = """
            with r as materialized (
              select x.*, p.factor from jsonb_to_recordset(:rows::jsonb) x (ord int, subject bigint, type text, source text,
                ref text, level text, title text, why text, "workOrder" bigint, opens boolean, due timestamptz,
                "firstDue" timestamptz)
              join task.level_priority p on p.level = x.level
            ), orders as (
              insert into task.work_order (id, subject_id, level, priority, items, created_at, due_at)
              select "workOrder", subject, (array_agg(level order by factor desc))[1], max(factor), count(*), :now::timestamptz, min(due)
              from r group by 1, 2
              on conflict (subject_id, id) do update set items = task.work_order.items + excluded.items,
                level = case when excluded.priority > task.work_order.priority then excluded.level else task.work_order.level end,
                priority = greatest(task.work_order.priority, excluded.priority),
                due_at = least(task.work_order.due_at, excluded.due_at)
            ), matters as (
              insert into task.matter (subject_id, type_code, source, source_ref, level, title, why, work_order_id, created_at, due_at)
              select subject, type, source, ref, level, title, why, "workOrder", :now::timestamptz, due from r order by ord
              returning id, subject_id, type_code, source, source_ref
            ), tasks as (
              insert into task.task (matter_id, work_order_id, subject_id, matter_type, source, level, grid_id, office_id, duty_code,
                state, priority, standard_minutes, created_at, due_at, first_due_at)
              select m.id, r."workOrder", r.subject, r.type, r.source, r.level, k.grid_id, s.office_id, t.duty_code,
                'NEW', r.factor, t.standard_minutes, :now::timestamptz, r.due, r."firstDue"
              from r
              join matters m on m.subject_id = r.subject and m.type_code = r.type and m.source = r.source and m.source_ref = r.ref
              join task.matter_type t on t.code = r.type
              join taxpayer.v_subject s on s.id = r.subject
              left join grid.v_grid_subject k on k.subject_id = r.subject and k.type = 'INSTITUTION'
              order by r.ord
              returning id, subject_id
            )
            insert into task.task_event (task_id, subject_id, at, actor, actor_name, to_state)
            select id, subject_id, :now::timestamptz, :actor, :name, 'NEW' from tasks order by id
            returning task_id""";
}
