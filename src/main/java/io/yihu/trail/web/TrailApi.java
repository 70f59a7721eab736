package io.yihu.trail.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import io.yihu.trail.TrailProofs;
import io.yihu.trail.TrailQueries;
import io.yihu.trail.TrailRow;
import io.yihu.trail.TrailService;
import io.yihu.trail.VerificationLog;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The log as JSON: rows, signed checkpoints and proofs, by the same rights as the pages. */
@RestController
@RequestMapping("/api/v1/trail")
@RequiredArgsConstructor
class TrailApi {
    private final TrailQueries queries;
    private final TrailService service;
    private final TrailProofs proofs;
    private final VerificationLog verifications;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping
    @RolesAllowed({Roles.AUDIT_ADMIN, Roles.SUPERVISOR, Roles.API_CLIENT})
    Slice<TrailRow> rows(
            @ModelAttribute TrailForm form,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) String after) {
        return service.read(form.filter(clock), after, bounded(limit));
    }

    @GetMapping("/checkpoints")
    @RolesAllowed({Roles.AUDIT_ADMIN, Roles.API_CLIENT})
    Slice<TrailProofs.SignedCheckpoint> checkpoints(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "-1") long after) {
        int size = bounded(limit);
        List<TrailProofs.SignedCheckpoint> read = proofs.checkpoints(after + 1, size + 1);
        return Slice.of(read, size, point -> String.valueOf(point.number()));
    }

    @GetMapping("/key")
    @RolesAllowed({Roles.AUDIT_ADMIN, Roles.API_CLIENT})
    TrailProofs.LogState key() {
        return proofs.state().orElseThrow(Refusal::notFound);
    }

    /** Only for a row the caller may see. */
    @GetMapping("/proof")
    @RolesAllowed({Roles.AUDIT_ADMIN, Roles.SUPERVISOR, Roles.API_CLIENT})
    TrailProofs.Inclusion proof(@RequestParam long seq) {
        return proofs.inclusion(queries.bySeq(seq).seq());
    }

    @GetMapping("/consistency")
    @RolesAllowed({Roles.AUDIT_ADMIN, Roles.API_CLIENT})
    TrailProofs.Consistency consistency(@RequestParam long from, @RequestParam long to) {
        return proofs.consistency(from, to);
    }

    @GetMapping("/verifications")
    @RolesAllowed(Roles.AUDIT_ADMIN)
    List<VerificationLog.Entry> verifications() {
        return verifications.latest(50);
    }

    @PostMapping("/verifications")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed(Roles.AUDIT_ADMIN)
    Map<String, Long> verify(Locale locale) {
        return Map.of("job", service.verify(messages.getMessage("trail.verify.job", null, locale)));
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > 500) {
            throw Refusal.invalid("trail.limit");
        }
        return limit;
    }
}
