package io.yihu.dossier.export;

import io.yihu.dossier.SubjectFileService;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Gates;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Takes requests for exports and gives finished files out, each with a row in the trail. */
@Service
@RequiredArgsConstructor
public class ExportService {
    public static final List<String> FILE_KINDS = List.of("FILE_PDF", "FILE_XLSX");
    public static final List<String> LIST_KINDS = List.of("SUBJECTS", "FINDINGS", "RANKING");

    private static final int SHORTEST_NOTE = 4;
    private static final int MOST_OPEN = 5;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final JsonMapper json;
    private final ExportStore store;
    private final SubjectFileService files;
    private final OtherFiles others;
    private final ListWorkbook lists;
    private final Gates gates;

    /**
     * What somebody asks for.
     *
     * @param target taxpayer, person, office or officer whose file it is; null for a list
     * @param filters what a list is narrowed by
     */
    public record Request(
            String kind, Long target, Map<String, String> filters, String purpose, String note, Locale locale) {}

    @Traced("dossier.export.request")
    public long request(Request request, String listTitle) {
        boolean file = FILE_KINDS.contains(request.kind()) && request.target() != null;
        boolean other = OtherFiles.KINDS.contains(request.kind()) && request.target() != null;
        if (!file && !other && !LIST_KINDS.contains(request.kind())) {
            throw Refusal.invalid("dossier.export.kind", request.kind());
        }
        if (!SubjectFileService.PURPOSES.contains(request.purpose())
                || request.note() == null
                || request.note().strip().length() < SHORTEST_NOTE) {
            throw Refusal.invalid("dossier.sensitive.purpose", SHORTEST_NOTE);
        }
        Actor actor = CurrentActor.get();
        refuseTooMany(actor);
        String title = file
                ? files.open(request.target(), "export").name()
                : other ? others.title(request.kind(), request.target()) : listTitle;
        if (!file && !other) {
            long rows = lists.count(request.kind(), request.filters());
            gates.ask("dossier.export.rows", Map.of("rows", rows, "sensitive", false));
            Trail.note("rows", rows);
        }
        long id = insert(request, title, actor);
        jdbc.sql("update dossier.export set job_id = ? where id = ?")
                .params(jobs.start(ExportJob.KIND, title, "{\"export\":" + id + "}"), id)
                .update();
        Trail.object("export", id);
        if (file) {
            Trail.subject(request.target());
        }
        Trail.note("kind", request.kind());
        Trail.note("purpose", request.purpose());
        Trail.note("note", request.note().strip());
        return id;
    }

    private static Map<String, String> filters(Request request) {
        Map<String, String> filters = new HashMap<>(request.filters());
        if (request.target() != null) {
            filters.put("target", request.target().toString());
        }
        return filters;
    }

    private void refuseTooMany(Actor actor) {
        long open = jdbc.sql("select count(*) from dossier.export where login = ? and state in ('QUEUED', 'RUNNING')")
                .param(actor.login())
                .query(Long.class)
                .single();
        if (open >= MOST_OPEN) {
            throw Refusal.conflict("dossier.export.busy", open);
        }
    }

    private long insert(Request request, String title, Actor actor) {
        String staffNo = jdbc.sql("select staff_no from organization.v_officer where id = ?")
                .param(actor.officerId())
                .query(String.class)
                .optional()
                .orElse(null);
        return jdbc.sql("""
                        insert into dossier.export (kind, title, subject_id, parameters, purpose, note, language, login, actor_name, staff_no,
                          state, created_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, 'QUEUED', ?) returning id""")
                .params(
                        request.kind(),
                        title,
                        FILE_KINDS.contains(request.kind()) ? request.target() : null,
                        json.writeValueAsString(filters(request)),
                        request.purpose(),
                        request.note().strip(),
                        request.locale().toLanguageTag(),
                        actor.login(),
                        actor.name(),
                        staffNo,
                        store.now())
                .query(Long.class)
                .single();
    }

    /** The finished file, to the one who asked for it only. */
    @Traced(value = "dossier.export.download", read = true)
    public Path download(long id) {
        Export export = store.find(id)
                .filter(one -> one.login().equals(CurrentActor.get().login()))
                .orElseThrow(Refusal::notFound);
        Trail.object("export", id);
        if (export.subjectId() != null) {
            Trail.subject(export.subjectId());
        }
        if (!export.state().equals("DONE") || !Files.exists(store.path(export))) {
            throw Refusal.conflict("dossier.export.gone");
        }
        jdbc.sql("update dossier.export set downloads = downloads + 1 where id = ?")
                .param(id)
                .update();
        return store.path(export);
    }
}
