package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Processes in force and their changes: one person uploads, another looks at the drawing and puts it in force or refuses it. */
@Service
@RequiredArgsConstructor
public class ProcessChangeService {
    private final JdbcClient jdbc;
    private final RepositoryService repository;
    private final ProcessModels models;
    private final YihuClock clock;

    /** A process in force; {@code running} tasks by version, such as {@code v1: 12}. */
    public record Live(
            String key, String name, int version, int steps, String types, long running, String runningByVersion) {}

    /** A change with who did what. */
    public record Change(
            long id,
            String processKey,
            String fileName,
            String sha256,
            String reason,
            String state,
            Instant proposedAt,
            String proposedBy,
            Instant decidedAt,
            String decidedBy,
            String decision,
            Integer version) {}

    @Transactional(readOnly = true)
    public List<Live> live() {
        return keys().stream()
                .sorted()
                .map(key -> models.latest(key).map(each -> live(key, each)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Live live(String key, ProcessDefinition definition) {
        Map<String, Long> running = new java.util.TreeMap<>();
        jdbc.sql("""
                        select t.process_definition_id, count(*) from task.task t
                        join organization.v_office o on o.id = t.office_id and o.path like ?
                        where t.closed_at is null and t.process_definition_id like ? group by 1""")
                .params(CurrentActor.get().scope(), key + ":%")
                .query((row, n) -> running.put("v" + row.getString(1).split(":")[1], row.getLong(2)))
                .list();
        return new Live(
                key,
                definition.getName(),
                definition.getVersion(),
                models.steps(definition.getId()).size(),
                String.join(
                        ",",
                        jdbc.sql("select code from task.matter_type where process_key = ? order by code")
                                .param(key)
                                .query(String.class)
                                .list()),
                running.values().stream().mapToLong(Long::longValue).sum(),
                String.join(
                        " ",
                        running.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .toList()));
    }

    /** The drawing of the version in force. */
    @Transactional(readOnly = true)
    public Optional<ProcessDrawing> drawing(String key) {
        return models.latest(key).map(each -> ProcessDrawing.of(models.model(each.getId()), Map.of()));
    }

    /** The drawing of an uploaded change. */
    @Transactional(readOnly = true)
    public ProcessDrawing drawing(long change) {
        return ProcessDrawing.of(check(xml(change)).model(), Map.of());
    }

    @Transactional(readOnly = true)
    public List<Change> changes(int limit) {
        return jdbc.sql("""
                        select id, process_key, file_name, sha256, reason, state, proposed_at, proposed_by, decided_at, decided_by, decision, version
                        from task.process_change order by state <> 'PROPOSED', id desc limit ?""").param(limit).query(Change.class).list();
    }

    /** Takes in a changed process for review; one that is no good is refused with the reason and not kept. */
    @Traced("task.process.propose")
    public long propose(String fileName, byte[] file, String reason) {
        administers();
        String said = StepPolicy.said(reason);
        String key = check(file).key();
        Trail.note("process", key);
        Trail.note("reason", said);
        boolean open = jdbc.sql(
                        "select exists (select from task.process_change where process_key = ? and state = 'PROPOSED')")
                .param(key)
                .query(Boolean.class)
                .single();
        if (open) {
            throw Refusal.conflict("task.refused.bpmn.open", key);
        }
        String digest = EvidenceService.sha256(file);
        Trail.note("sha256", digest);
        long id = jdbc.sql("""
                        insert into task.process_change (process_key, file_name, xml, sha256, reason, proposed_at, proposed_by)
                        values (?, ?, ?, ?, ?, ?::timestamptz, ?) returning id""")
                .params(
                        key,
                        EvidenceService.plain(fileName),
                        new String(file, StandardCharsets.UTF_8),
                        digest,
                        said,
                        clock.instant().toString(),
                        CurrentActor.get().login())
                .query(Long.class)
                .single();
        Trail.object("task.process", id);
        return id;
    }

    /** New work starts on it from now on; what runs stays on its version. */
    @Traced("task.process.activate")
    public void activate(long id, String note) {
        Change change = undecided(id);
        byte[] file = xml(id);
        check(file);
        repository
                .createDeployment()
                .name("change-" + id)
                .addBytes(change.processKey() + ".bpmn20.xml", file)
                .deploy();
        ProcessDefinition definition = models.latest(change.processKey()).orElseThrow();
        decide(id, "ACTIVE", note);
        jdbc.sql("update task.process_change set definition_id = ?, version = ? where id = ?")
                .params(definition.getId(), definition.getVersion(), id)
                .update();
        Trail.note("version", definition.getVersion());
    }

    /** Refused with a reason; it may be uploaded again, changed. */
    @Traced("task.process.reject")
    public void reject(long id, String note) {
        undecided(id);
        decide(id, "REJECTED", StepPolicy.said(note));
    }

    private void decide(long id, String state, String note) {
        jdbc.sql("""
                        update task.process_change set state = ?, decided_at = ?::timestamptz, decided_by = ?, decision = ? where id = ?""")
                .params(
                        state,
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        note == null || note.isBlank() ? null : note.strip(),
                        id)
                .update();
        Trail.change("state", "PROPOSED", state);
    }

    private Change undecided(long id) {
        administers();
        Change change = jdbc.sql("""
                        select id, process_key, file_name, sha256, reason, state, proposed_at, proposed_by, decided_at, decided_by, decision, version
                        from task.process_change where id = ? for update""").param(id).query(Change.class).optional().orElseThrow(Refusal::notFound);
        Trail.object("task.process", id);
        Trail.note("process", change.processKey());
        if (!change.state().equals("PROPOSED")) {
            throw Refusal.conflict("task.refused.bpmn.decided");
        }
        if (change.proposedBy().equals(CurrentActor.get().login())) {
            throw Refusal.conflict("task.refused.bpmn.own");
        }
        return change;
    }

    /** Whether the actor may change processes: they hold for the whole country, so only the topmost office does. */
    @Transactional(readOnly = true)
    public boolean administered() {
        boolean top = jdbc.sql("select exists (select from organization.v_office where id = ? and parent_id is null)")
                .param(CurrentActor.get().officeId())
                .query(Boolean.class)
                .single();
        return top
                && (CurrentActor.get().has(Roles.GRID_ADMIN)
                        || CurrentActor.get().has(Roles.SUPERVISOR));
    }

    private void administers() {
        if (!administered()) {
            throw Refusal.conflict("task.refused.bpmn.top");
        }
    }

    private byte[] xml(long id) {
        return jdbc.sql("select xml from task.process_change where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound)
                .getBytes(StandardCharsets.UTF_8);
    }

    private ProcessCheck.Checked check(byte[] file) {
        Map<String, Boolean> approvals = new HashMap<>();
        jdbc.sql(
                        "select process_key, bool_or(needs_approval) from task.matter_type where process_key is not null group by 1")
                .query((row, n) -> approvals.put(row.getString(1), row.getBoolean(2)))
                .list();
        Set<String> duties = new HashSet<>(jdbc.sql("select code from organization.v_duty")
                .query(String.class)
                .list());
        return ProcessCheck.check(file, approvals.keySet(), duties, approvals);
    }

    private Set<String> keys() {
        return new HashSet<>(jdbc.sql("select distinct process_key from task.matter_type where process_key is not null")
                .query(String.class)
                .list());
    }
}
