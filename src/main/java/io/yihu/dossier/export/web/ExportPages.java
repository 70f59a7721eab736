package io.yihu.dossier.export.web;

import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.export.ExportService;
import io.yihu.dossier.export.ExportStore;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** My exports: ask with a purpose, wait, fetch within a week. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
@RequiredArgsConstructor
class ExportPages {
    private static final int SHOWN = 50;
    private static final String DAYS = "\\d{1,7}([.]\\d{1,2})?";
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private final ExportService exports;
    private final ExportStore store;
    private final Jobs jobs;
    private final SubjectFileService files;
    private final MessageSource messages;

    @GetMapping("/exports")
    String mine(Model model) {
        var rows = store.of(CurrentActor.get().login(), SHOWN);
        model.addAttribute("exports", rows);
        model.addAttribute("working", rows.stream().anyMatch(export -> export.open()));
        model.addAttribute(
                "jobsUnderWay",
                rows.stream()
                        .filter(export -> export.open() && export.jobId() != null)
                        .flatMap(export -> jobs.find(export.jobId()).stream())
                        .collect(java.util.stream.Collectors.toMap(Jobs.Row::id, job -> job)));
        return "dossier/exports";
    }

    /** The form: of one taxpayer's file, or of a list with its filters. */
    @GetMapping("/exports/new")
    String form(
            @RequestParam String kind,
            @RequestParam(required = false) Long subject,
            @RequestParam(required = false) Long target,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "") String days,
            Model model) {
        if (subject != null) {
            model.addAttribute("subject", files.open(subject, "export form"));
        }
        model.addAttribute("target", subject == null ? target : subject);
        model.addAttribute(
                "kinds",
                subject != null ? ExportService.FILE_KINDS : target != null ? List.of(kind) : ExportService.LIST_KINDS);
        model.addAttribute("kind", kind);
        model.addAttribute("level", level);
        model.addAttribute("period", period);
        model.addAttribute("days", days.matches(DAYS) ? days : "");
        model.addAttribute("purposes", SubjectFileService.PURPOSES);
        return "dossier/export-new";
    }

    @PostMapping("/exports")
    String request(
            @RequestParam String kind,
            @RequestParam(required = false) Long target,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "") String days,
            @RequestParam String purpose,
            @RequestParam String note,
            Locale locale) {
        Map<String, String> filters = Map.of(
                "level",
                level.matches("HIGH|MEDIUM|LOW|NONE") ? level : "",
                "period",
                period.matches("\\d{4}-(0[1-9]|1[0-2])") ? period : "",
                "days",
                days.matches(DAYS) ? days : "");
        exports.request(
                new ExportService.Request(kind, target, filters, purpose, note, locale),
                messages.getMessage("dossier.export.kind." + kind, null, kind, locale));
        return "redirect:/exports";
    }

    @GetMapping("/exports/{id}/file")
    ResponseEntity<Resource> file(@PathVariable long id) {
        store.expire();
        Path file = exports.download(id);
        boolean pdf = file.getFileName().toString().endsWith(".pdf");
        String title = store.find(id).orElseThrow().title();
        return ResponseEntity.ok()
                .contentType(pdf ? MediaType.APPLICATION_PDF : XLSX)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(title + (pdf ? ".pdf" : ".xlsx"), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(file));
    }

    @Bean
    static NavItem exportsNav() {
        return new NavItem("file", 90, "dossier.exports.title", "/exports", List.of(Roles.OFFICER, Roles.SUPERVISOR));
    }
}
