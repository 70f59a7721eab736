package io.yihu.task;

import io.yihu.task.TaskFileQueries.Colleague;
import io.yihu.task.TaskFileQueries.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a task stands in its process; the caller has checked that the actor may see it. */
@Component
@RequiredArgsConstructor
public class ProcessQueries {
    private final JdbcClient jdbc;
    private final MatterTypes types;
    private final ProcessModels models;
    private final StepRelay relay;

    private record Reached(
            String step,
            Instant startedAt,
            Instant finishedAt,
            String officerName,
            String companionName,
            LocalDate occurredOn,
            String outcome,
            String note) {}

    /** One stop of the clock; {@code granted} working days went on top of the deadline. */
    public record Pause(
            String kind, Instant startedAt, Instant endedAt, String reason, Integer days, Integer granted) {}

    /** Somebody of a joint team. */
    public record Member(long officerId, String name, String officeName, String kind, Instant joinedAt) {}

    /** A way out of the current step with the word for it, null where messages have one. */
    public record Choice(String outcome, String targetName) {}

    /** The steps of the task's process in order: done ones, the lit one, those ahead. */
    public List<Step> steps(TaskRow task) {
        List<Reached> reached =
                jdbc.sql("""
                        select p.step, p.started_at, p.finished_at, f.name as officer_name, c.name as companion_name, p.occurred_on,
                          p.outcome, p.note
                        from task.task_step p
                        left join organization.v_officer f on f.id = p.officer_id
                        left join organization.v_officer c on c.id = p.companion_id
                        where p.task_id = ? order by p.id""").param(task.id()).query(Reached.class).list();
        List<String> keys = definition(task).map(models::steps).orElseGet(() -> plain(task.matterType()));
        int furthest = reached.stream()
                .mapToInt(each -> keys.indexOf(each.step()))
                .max()
                .orElse(-1);
        return keys.stream()
                .map(key -> step(key, keys, reached, furthest, task))
                .toList();
    }

    private List<String> plain(String type) {
        return types.byCode(type).needsApproval()
                ? List.of(TaskService.HANDLE, "approval")
                : List.of(TaskService.HANDLE);
    }

    private static Step step(String key, List<String> keys, List<Reached> reached, int furthest, TaskRow task) {
        Optional<Reached> last =
                reached.stream().filter(each -> each.step().equals(key)).reduce((one, other) -> other);
        boolean current = key.equals(task.step()) && task.open();
        boolean behind = keys.indexOf(key) < furthest || !task.open() && last.isEmpty() && furthest >= 0;
        String mark = current
                ? "CURRENT"
                : last.filter(each -> each.finishedAt() != null).isPresent() ? "DONE" : behind ? "SKIPPED" : "AHEAD";
        return last.map(r -> new Step(
                        key,
                        mark,
                        r.startedAt(),
                        r.finishedAt(),
                        r.officerName(),
                        r.companionName(),
                        r.occurredOn(),
                        r.outcome(),
                        r.note()))
                .orElse(new Step(key, mark, null, null, null, null, null, null, null));
    }

    /** The drawing of the version this task runs on; empty where its kind has one step only. */
    public Optional<ProcessDrawing> drawing(TaskRow task, List<Step> steps) {
        Map<String, String> marks = new HashMap<>();
        steps.forEach(step -> marks.put(step.key(), step.mark()));
        if (!marks.containsValue("AHEAD") && !task.open()) {
            marks.put("end", "DONE");
        }
        return definition(task).map(id -> ProcessDrawing.of(models.model(id), marks));
    }

    /** Names the process gives its steps. */
    public Map<String, String> names(TaskRow task) {
        return definition(task).map(models::names).orElse(Map.of());
    }

    public boolean concluding(TaskRow task) {
        return TaskService.HANDLE.equals(task.step())
                || definition(task).map(id -> models.concludes(id, task.step())).orElse(false);
    }

    public boolean needsTwo(TaskRow task) {
        return definition(task).map(id -> models.needsTwo(id, task.step())).orElse(false);
    }

    /** Where the current step may lead. */
    public List<Choice> choices(TaskRow task) {
        return definition(task)
                .map(id -> models.ways(id, task.step()).stream()
                        .map(way -> new Choice(
                                way.outcome(),
                                models.names(id).getOrDefault(way.target() == null ? "" : way.target(), "")))
                        .toList())
                .orElse(List.of());
    }

    /** Who may get the next step where it belongs to another duty, by the step. */
    public Map<String, List<Colleague>> successors(TaskRow task) {
        Map<String, List<Colleague>> successors = new LinkedHashMap<>();
        definition(task)
                .ifPresent(id -> models.ways(id, task.step()).stream()
                        .map(ProcessModels.Way::target)
                        .filter(target -> target != null)
                        .forEach(target -> models.duty(id, target)
                                .ifPresent(duty -> successors.put(target, relay.fit(task.id(), target, duty)))));
        return successors;
    }

    /** Who may take over the current step where the grids do not decide; empty where they do. */
    public Optional<List<Colleague>> substitutes(TaskRow task) {
        boolean relayed = jdbc.sql("select relayed from task.task where subject_id = ? and id = ?")
                .params(task.subjectId(), task.id())
                .query(Boolean.class)
                .single();
        return relayed
                ? definition(task).flatMap(id -> {
                    String step =
                            task.step() != null ? task.step() : models.steps(id).get(0);
                    return models.duty(id, step).map(duty -> relay.fit(task.id(), step, duty));
                })
                : Optional.empty();
    }

    public List<Pause> pauses(long taskId) {
        return jdbc.sql("""
                        select kind, started_at, ended_at, reason, days, granted from task.pause where task_id = ? order by id""").param(taskId).query(Pause.class).list();
    }

    public List<Member> team(long taskId) {
        return jdbc.sql("""
                        select m.officer_id, f.name, coalesce(o.short_name, o.name) as office_name, m.kind, m.joined_at
                        from task.team_member m join organization.v_officer f on f.id = m.officer_id
                        join organization.v_office o on o.id = f.office_id
                        where m.task_id = ? and m.left_at is null order by m.id""").param(taskId).query(Member.class).list();
    }

    private Optional<String> definition(TaskRow task) {
        return jdbc.sql("select process_definition_id from task.task where subject_id = ? and id = ?")
                .params(task.subjectId(), task.id())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .or(() -> task.step() == null && task.open()
                        ? Optional.ofNullable(types.byCode(task.matterType()).processKey())
                                .flatMap(models::latest)
                                .map(ProcessDefinition::getId)
                        : Optional.empty());
    }
}
