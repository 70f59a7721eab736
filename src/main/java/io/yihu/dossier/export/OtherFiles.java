package io.yihu.dossier.export;

import io.yihu.dossier.OfficeFileQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Files of a person, an office and an officer as workbooks, for those who may open them on screen. */
@Component
@RequiredArgsConstructor
class OtherFiles {
    static final List<String> KINDS = List.of("PERSON", "OFFICE", "STAFF");

    private static final String ROLES = """
            select s.name, s.tax_id, st.name_zh as status, r.role, r.valid_from, r.valid_to, r.share_pct, r.source, r.batch_id, r.line_no
            from taxpayer.v_person_role r join taxpayer.v_subject s on s.id = r.subject_id
            left join taxpayer.v_status st on st.code = s.status where r.person_id = :id order by r.valid_to desc nulls first, s.id, r.role""";
    private static final String OFFICERS = """
            select f.staff_no, f.name, coalesce(o.short_name, o.name) as office from organization.v_officer f
            join organization.v_office o on o.id = f.office_id
            where o.path like (select path || '%' from organization.v_office where id = :id) order by o.path, f.staff_no""";
    private static final String TAXPAYERS = """
            select s.name, s.tax_id, st.name_zh as status, coalesce(o.short_name, o.name) as office, l.level, l.score,
              to_char(l.period, 'YYYY-MM') as month
            from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
            left join taxpayer.v_status st on st.code = s.status left join risk.v_subject_level l on l.subject_id = s.id
            where o.path like (select path || '%' from organization.v_office where id = :id) and not s.external order by o.path, s.id""";
    private static final String POSTS = """
            select p.name, x.valid_from, x.valid_to from organization.v_officer_post x join organization.v_post p on p.code = x.post_code
            where x.officer_id = :id order by x.valid_from""";
    private static final String TASKS = """
            select m.title, t.level, t.created_at, t.due_at, t.closed_at from task.v_task t join task.v_matter m on m.id = t.matter_id
            where t.officer_id = :id order by t.id desc""";

    private final SubjectFileService files;
    private final OfficeFileQueries offices;
    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final JsonMapper json;

    /** Whose file it is; refused like what does not exist where the actor may not open it. */
    String title(String kind, long id) {
        return switch (kind) {
            case "PERSON" -> files.openPerson(id).name();
            case "OFFICE" -> offices.find(id).orElseThrow(Refusal::notFound).name();
            default -> files.openStaff(id).name();
        };
    }

    long target(Export export) {
        return Long.parseLong(json.readTree(export.parameters()).path("target").asString());
    }

    long write(Export export, Watermark mark, OutputStream out) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        switch (export.kind()) {
            case "PERSON" -> parts.put("dossier.enterprises", ROLES);
            case "OFFICE" -> {
                parts.put("dossier.office.subjects", TAXPAYERS);
                parts.put("dossier.office.officers", OFFICERS);
            }
            default -> {
                parts.put("dossier.posts", POSTS);
                parts.put("dossier.export.matters", TASKS);
            }
        }
        try (Sheets sheets = new Sheets(out, jdbc, messages, Locale.forLanguageTag(export.language()), mark)) {
            parts.forEach((title, sql) -> sheets.add(title, sql, Map.of("id", target(export))));
            return sheets.rows();
        }
    }
}
