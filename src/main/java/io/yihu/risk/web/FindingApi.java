package io.yihu.risk.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.risk.FindingFilter;
import io.yihu.risk.FindingRow;
import io.yihu.risk.FindingService;
import io.yihu.risk.FindingView;
import io.yihu.risk.RiskQueries;
import io.yihu.risk.VectorService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Findings and vectors as JSON, by the same rights as the pages. */
@RestController
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
class FindingApi {
    private final FindingService findings;
    private final RiskQueries risk;
    private final VectorService vectors;

    @GetMapping("/api/v1/findings")
    Slice<FindingRow> list(
            @RequestParam(required = false) Long run,
            @RequestParam(required = false) String period,
            @RequestParam(required = false) String level,
            @RequestParam(required = false) String office,
            @RequestParam(required = false) String indicator,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int limit) {
        return findings.list(new FindingFilter(run, month(period), level, office, indicator), after, bounded(limit));
    }

    @GetMapping("/api/v1/findings/{id}")
    FindingView one(@PathVariable long id) {
        return findings.view(id);
    }

    @GetMapping("/api/v1/subjects/{id}/findings")
    Slice<FindingRow> ofSubject(
            @PathVariable long id,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int limit) {
        return risk.findings(id, after, bounded(limit));
    }

    @GetMapping("/api/v1/subjects/{id}/vector")
    VectorService.View vector(@PathVariable long id, @RequestParam(required = false) String period) {
        return vectors.view(id, month(period), CurrentActor.get().has(Roles.MODEL_ADMIN));
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, 500));
    }

    private static LocalDate month(String period) {
        try {
            return period == null || period.isBlank()
                    ? null
                    : YearMonth.parse(period).atDay(1);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("risk.findings.badPeriod", period);
        }
    }
}
