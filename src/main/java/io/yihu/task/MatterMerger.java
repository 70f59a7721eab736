package io.yihu.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds for each new matter the open work order it belongs to, or opens one. */
@Component
@RequiredArgsConstructor
class MatterMerger {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** A new matter with the work order it goes into. */
    record Placed(RaiseMatter matter, long workOrderId, boolean opens) {}

    private record Item(long subjectId, long workOrderId, String typeCode, Instant createdAt) {}

    List<Placed> merge(List<RaiseMatter> matters, Map<String, MatterType> types, Instant now) {
        Map<Long, List<Item>> open = open(matters, now);
        List<Long> fresh = ids(matters.size());
        List<Placed> placed = new ArrayList<>(matters.size());
        for (RaiseMatter matter : matters) {
            List<Item> items = open.computeIfAbsent(matter.subjectId(), subject -> new ArrayList<>());
            MatterType type = types.get(matter.typeCode());
            Optional<Long> found = items.stream()
                    .filter(item -> MergePolicy.together(types.get(item.typeCode()), item.createdAt(), type, now))
                    .map(Item::workOrderId)
                    .findFirst();
            long workOrder = found.orElseGet(() -> fresh.get(placed.size()));
            placed.add(new Placed(matter, workOrder, found.isEmpty()));
            items.add(new Item(matter.subjectId(), workOrder, matter.typeCode(), now));
        }
        return placed;
    }

    /** Open matters of these taxpayers that are young enough for any window. */
    private Map<Long, List<Item>> open(List<RaiseMatter> matters, Instant now) {
        String subjects = json.writeValueAsString(
                matters.stream().map(RaiseMatter::subjectId).distinct().toList());
        Map<Long, List<Item>> open = new HashMap<>();
        jdbc.sql("""
                        select m.subject_id, m.work_order_id, m.type_code, m.created_at
                        from task.matter m
                        join task.work_order w on w.subject_id = m.subject_id and w.id = m.work_order_id and w.state = 'OPEN'
                        where m.state = 'OPEN' and m.subject_id in (select s::bigint from jsonb_array_elements_text(?::jsonb) s)
                          and m.created_at >= ?::timestamptz - (select max(merge_window_h) from task.matter_type) * interval '1 hour'
                        order by m.id""")
                .params(subjects, now.toString())
                .query((row, n) -> new Item(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list()
                .forEach(item -> open.computeIfAbsent(item.subjectId(), id -> new ArrayList<>())
                        .add(item));
        return open;
    }

    private List<Long> ids(int count) {
        return jdbc.sql("select nextval('task.work_order_id') from generate_series(1, ?)")
                .param(count)
                .query(Long.class)
                .list();
    }
}
