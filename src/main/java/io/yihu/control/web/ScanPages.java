package io.yihu.control.web;

import io.yihu.control.log.LogQueries;
import io.yihu.control.scan.ScanService;
import io.yihu.control.scan.ScanSettings;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Scan indicators with trial and scan on demand; logs of other systems with rejections by role and quick hand-offs. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class ScanPages {
    private static final int LINES = 200;
    private final ScanSettings settings;
    private final ScanService scans;
    private final LogQueries logs;
    private final Answers answers;
    private final MessageSource messages;

    @GetMapping("/control/indicators")
    @RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
    String indicators(Model model, Locale locale) {
        model.addAttribute("standings", settings.all());
        model.addAttribute("language", locale);
        model.addAttribute("mayScan", CurrentActor.get().has(Roles.MODEL_ADMIN));
        return "control/indicators";
    }

    @PostMapping("/control/indicators/{code}/trial")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String trial(@PathVariable String code, RedirectAttributes flash) {
        flash.addFlashAttribute("trial", scans.tryOut(code));
        return "redirect:/control/indicators#" + code;
    }

    @PostMapping("/control/scans")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String scan(RedirectAttributes flash, Locale locale) {
        return answers.run(
                () -> scans.start(messages.getMessage("control.scan.job", null, locale)),
                "control.done.scan",
                flash,
                locale,
                "/control/indicators");
    }

    @GetMapping("/control/logs")
    String logs(Model model) {
        model.addAttribute("logs", logs.logs());
        return "control/logs";
    }

    @GetMapping("/control/logs/{log}")
    String log(
            @PathVariable String log,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(name = "case", required = false) String caseId,
            Model model) {
        model.addAttribute(
                "log",
                logs.logs().stream()
                        .filter(one -> one.log().equals(log))
                        .findFirst()
                        .orElseThrow(Refusal::notFound));
        model.addAttribute("roles", logs.roles(log));
        model.addAttribute("handOffs", logs.handOffs(log));
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("caseId", caseId);
        model.addAttribute(
                "lines",
                caseId != null
                        ? logs.lines(log, caseId)
                        : from != null && to != null ? logs.quick(log, from, to, LINES) : List.of());
        return "control/log";
    }
}
