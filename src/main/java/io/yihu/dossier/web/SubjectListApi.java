package io.yihu.dossier.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.yihu.dossier.SubjectListQueries;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of taxpayers as JSON. */
@Tag(name = "subjects", description = "一户式 · One file")
@RestController
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
@RequiredArgsConstructor
class SubjectListApi {
    private static final int MOST = 200;
    private final SubjectListQueries subjects;

    @Operation(summary = "纳税人列表 · Taxpayers by name, tax id, office and level")
    @GetMapping("/api/v1/subjects")
    Slice<SubjectListQueries.Row> list(
            @ModelAttribute SubjectListQueries.Ask ask,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int limit) {
        return subjects.list(ask, after, Math.max(1, Math.min(limit, MOST)));
    }
}
