package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.SubjectsRelinked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Matters stand with the taxpayer that lives: they move at a merge, go home at a split, and are handled together with what
 * was open there already where {@link MergePolicy} says so.
 */
@Component
@RequiredArgsConstructor
class MattersFollow {
    private static final List<String> BY_TASK =
            List.of("task_event", "task_step", "feedback", "evidence", "candidate", "task");
    private final JdbcClient jdbc;
    private final MatterWriting writing;
    private final MatterTypes types;
    private final MessageSource messages;
    private final YihuClock clock;

    private record Item(
            long matterId, long subjectId, long workOrderId, String typeCode, Instant createdAt, boolean moved) {}

    @Order(20)
    @EventListener
    void follow(SubjectsRelinked relinked) {
        Long[] subjects = relinked.subjectIds().toArray(Long[]::new);
        if (find(subjects) == 0) {
            return;
        }
        writing.lock();
        orders();
        rows("matter", "r.matter_id = t.id", """
                || case when exists (select from task.matter o where o.subject_id = r.place and o.source = t.source
                     and o.source_ref = t.source_ref and o.type_code = t.type_code)
                   then jsonb_build_object('source_ref', t.source_ref || '@' || r.home)
                   when r.home = r.place then jsonb_build_object('source_ref', regexp_replace(t.source_ref, '@' || r.home || '$', ''))
                   else '{}' end || jsonb_build_object('work_order_id', r.work_order_id)""");
        for (String table : BY_TASK) {
            boolean task = table.equals("task");
            rows(
                    table,
                    "t." + (task ? "id" : "task_id") + " = any (r.task_ids)",
                    task ? "|| jsonb_build_object('work_order_id', r.work_order_id, 'version', t.version + 1)" : "");
        }
        settle();
        together();
        tidyOrders();
    }

    /** Matters that stand elsewhere than their taxpayer lives. */
    private int find(Long[] subjects) {
        jdbc.sql("drop table if exists relinked_matter").update();
        return jdbc.sql("""
                        create temp table relinked_matter on commit drop as
                        with home as (
                          select i.id as home, coalesce(m.merged_into, i.id) as place
                          from (select unnest(?::bigint[]) as id union
                            select m.id from taxpayer.v_subject_merged m where m.merged_into = any (?::bigint[])) i
                          left join taxpayer.v_subject_merged m on m.id = i.id)
                        select a.id as matter_id, a.subject_id, h.home, h.place, a.work_order_id, a.work_order_id as from_work_order,
                          array(select t.id from task.task t where t.subject_id = a.subject_id and t.matter_id = a.id) as task_ids
                        from home h join (
                          select m.subject_id as home_subject_id, m.* from task.matter m
                          where not exists (select from task.moved_matter v where v.matter_id = m.id)
                          union all
                          select v.home_subject_id, m.* from task.moved_matter v join task.matter m on m.id = v.matter_id
                        ) a on a.home_subject_id = h.home
                        where a.subject_id <> h.place""").params(subjects, subjects).update();
    }

    /** A work order moves with its matters; where others stay behind, those that move get one of their own. */
    private void orders() {
        jdbc.sql("""
                        with own as (
                          select g.work_order_id, g.place, nextval('task.work_order_id') as fresh
                          from (select distinct work_order_id, place from relinked_matter) g
                          where exists (select from task.matter m where m.work_order_id = g.work_order_id
                            and m.id not in (select matter_id from relinked_matter r where r.place = g.place)))
                        update relinked_matter r set work_order_id = o.fresh from own o
                        where o.work_order_id = r.work_order_id and o.place = r.place""").update();
        jdbc.sql("""
                        insert into task.work_order (id, subject_id, state, level, priority, items, created_at, due_at, closed_at)
                        select distinct r.work_order_id, r.place, w.state, w.level, w.priority, w.items, w.created_at, w.due_at, w.closed_at
                        from relinked_matter r join task.work_order w on w.id = r.from_work_order and w.subject_id = r.subject_id
                        where r.work_order_id <> r.from_work_order""").update();
        jdbc.sql("""
                        with gone as (
                          delete from task.work_order w using (
                            select distinct work_order_id, subject_id, place from relinked_matter where work_order_id = from_work_order) r
                          where w.id = r.work_order_id and w.subject_id = r.subject_id
                          returning to_jsonb(w) || jsonb_build_object('subject_id', r.place) as moved)
                        insert into task.work_order select (jsonb_populate_record(null::task.work_order, moved)).* from gone""").update();
    }

    private void rows(String table, String which, String changed) {
        jdbc.sql("""
                        with gone as (
                          delete from task.%1$s t using relinked_matter r where t.subject_id = r.subject_id and %2$s
                          returning to_jsonb(t) || jsonb_build_object('subject_id', r.place) %3$s as moved)
                        insert into task.%1$s overriding system value
                        select (jsonb_populate_record(null::task.%1$s, moved)).* from gone""".formatted(table, which, changed)).update();
    }

    /** Remembers the way home, places open tasks where the taxpayer belongs and says so in their log. */
    private void settle() {
        jdbc.sql("""
                        insert into task.moved_matter (matter_id, home_subject_id, moved_at)
                        select matter_id, home, ?::timestamptz from relinked_matter where home <> place on conflict (matter_id) do nothing""").param(clock.instant().toString()).update();
        jdbc.sql(
                        "delete from task.moved_matter where matter_id in (select matter_id from relinked_matter where home = place)")
                .update();
        jdbc.sql("""
                        update task.task t set office_id = s.office_id, grid_id = case when t.state = 'NEW' then k.grid_id else t.grid_id end
                        from relinked_matter r join taxpayer.v_subject s on s.id = r.place
                        left join grid.v_grid_subject k on k.subject_id = s.id and k.type = 'INSTITUTION'
                        where t.subject_id = r.place and t.id = any (r.task_ids) and t.closed_at is null""").update();
        jdbc.sql("""
                        insert into task.task_event (task_id, subject_id, at, actor, actor_name, from_state, to_state, note)
                        select t.id, t.subject_id, ?::timestamptz, ?, ?, t.state, t.state, ? || s.name
                        from relinked_matter r join task.task t on t.subject_id = r.place and t.id = any (r.task_ids) and t.closed_at is null
                        join taxpayer.v_subject s on s.id = r.place order by t.id""")
                .params(
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        CurrentActor.get().name(),
                        messages.getMessage("task.relinked", null, Locale.SIMPLIFIED_CHINESE))
                .update();
    }

    /** Open matters that came join the open work order of those that were there. */
    private void together() {
        Map<String, MatterType> known = types.all();
        List<Item> open = jdbc.sql("""
                        select m.id as matter_id, m.subject_id, m.work_order_id, m.type_code, m.created_at,
                          exists (select from relinked_matter r where r.matter_id = m.id) as moved
                        from task.matter m join task.work_order w on w.id = m.work_order_id and w.subject_id = m.subject_id and w.state = 'OPEN'
                        where m.state = 'OPEN' and m.subject_id in (select place from relinked_matter where home <> place)
                        order by moved, m.id""").query(Item.class).list();
        List<Item> settled = new ArrayList<>();
        for (Item item : open) {
            long order = item.moved()
                    ? settled.stream()
                            .filter(other -> other.subjectId() == item.subjectId()
                                    && MergePolicy.together(
                                            known.get(other.typeCode()),
                                            other.createdAt(),
                                            known.get(item.typeCode()),
                                            item.createdAt()))
                            .map(Item::workOrderId)
                            .findFirst()
                            .orElse(item.workOrderId())
                    : item.workOrderId();
            settled.add(new Item(
                    item.matterId(), item.subjectId(), order, item.typeCode(), item.createdAt(), item.moved()));
        }
        jdbc.sql("""
                        with joined as (select * from unnest(:matters, :orders) j (matter_id, work_order_id)),
                        tasks as (
                          update task.task t set work_order_id = j.work_order_id from joined j
                          where t.matter_id = j.matter_id and t.work_order_id <> j.work_order_id)
                        update task.matter m set work_order_id = j.work_order_id from joined j
                        where m.id = j.matter_id and m.work_order_id <> j.work_order_id""")
                .param("matters", settled.stream().map(Item::matterId).toArray(Long[]::new))
                .param("orders", settled.stream().map(Item::workOrderId).toArray(Long[]::new))
                .update();
    }

    /** Work orders count what is in them; an empty one is closed, one with open matters is open. */
    private void tidyOrders() {
        jdbc.sql("""
                        update task.work_order w set items = c.items, level = coalesce(c.level, w.level), priority = coalesce(c.priority, w.priority),
                          due_at = coalesce(c.due_at, w.due_at), state = case when c.open > 0 then 'OPEN' else 'CLOSED' end,
                          closed_at = case when c.open > 0 then null else coalesce(w.closed_at, ?::timestamptz) end
                        from (
                          select o.id, count(m.id) as items, count(m.id) filter (where m.state = 'OPEN') as open,
                            (array_agg(m.level order by p.factor desc, m.id))[1] as level, max(p.factor) as priority, min(m.due_at) as due_at
                          from task.work_order o left join task.matter m on m.work_order_id = o.id
                          left join task.level_priority p on p.level = m.level
                          where o.subject_id in (select place from relinked_matter union select subject_id from relinked_matter)
                          group by o.id) c
                        where w.id = c.id""").param(clock.instant().toString()).update();
    }
}
