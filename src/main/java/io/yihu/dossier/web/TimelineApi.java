package io.yihu.dossier.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.TimelineEvent;
import io.yihu.dossier.TimelineQueries;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Time axis of a taxpayer as JSON. */
@Tag(name = "subjects", description = "一户式 · One file")
@RestController
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
@RequiredArgsConstructor
class TimelineApi {
    private static final int MOST = 500;
    private final SubjectFileService files;
    private final TimelineQueries timeline;

    /** Newest first; {@code type} is a comma-separated list of event types. */
    @Operation(summary = "事件时间轴 · Events of a taxpayer")
    @GetMapping("/api/v1/subjects/{id}/timeline")
    Slice<TimelineEvent> timeline(
            @PathVariable long id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            @RequestParam(required = false) String type,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) String after) {
        files.open(id, "timeline");
        return timeline.events(id, from, to, TimelineQueries.typesOf(type), after, Math.max(1, Math.min(MOST, limit)));
    }
}
