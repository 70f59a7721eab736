package io.yihu.control.web;

import io.yihu.control.gate.ActService;
import io.yihu.control.gate.ControlBook;
import io.yihu.control.gate.ControlReason;
import io.yihu.control.gate.ControlSettings;
import io.yihu.control.gate.RegisterQueries;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What other systems ask before they do a step: 201 when it may be done, 409 with the code of the control when not. */
@RestController
@RequiredArgsConstructor
class ControlApi {
    private final ActService acts;
    private final ControlBook book;
    private final ControlSettings settings;
    private final RegisterQueries register;

    /**
     * A step of another system.
     *
     * @param kind QUOTA_INCREASE REFUND_APPROVAL VOUCHER_RELEASE DEREGISTRATION PENALTY AUDIT_DROP SAMPLE_REPLACE DATA_CORRECTION
     * @param reason given when the same call comes again after a warning
     */
    record Act(
            String kind,
            String taxId,
            BigDecimal amount,
            BigDecimal base,
            String ground,
            String reference,
            String note,
            String reason) {}

    /** A control with what holds for it now. */
    record Point(String code, String title, String level, boolean enabled, List<String> steps) {}

    @PostMapping("/api/v1/control/acts")
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.API_CLIENT})
    ResponseEntity<Map<String, Object>> perform(@RequestBody Act act) {
        long subject = register.subject(act.taxId());
        long id = ControlReason.saying(
                act.reason(),
                () -> acts.perform(
                        act.kind(), subject, act.amount(), act.base(), act.ground(), act.reference(), act.note()));
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("id", id, "decision", "PASS"));
    }

    @GetMapping("/api/v1/control/points")
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.API_CLIENT, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
    List<Point> points(Locale locale) {
        return book.all().stream()
                .map(point -> {
                    ControlSettings.Setting setting = settings.of(point);
                    return new Point(
                            point.code(), point.title(locale), setting.level(), setting.enabled(), point.steps());
                })
                .toList();
    }
}
