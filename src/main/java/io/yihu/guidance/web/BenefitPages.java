package io.yihu.guidance.web;

import io.yihu.guidance.Benefit;
import io.yihu.guidance.BenefitQueries;
import io.yihu.guidance.BenefitService;
import io.yihu.guidance.Benefits;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Benefits and whom they fit: told, taken, declined, used already. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
class BenefitPages {
    private static final int MOST = 200;
    private final Benefits benefits;
    private final BenefitQueries queries;
    private final BenefitService service;
    private final Answers answers;

    /** A benefit with its figures of the newest period. */
    record Line(Benefit benefit, String period, BenefitQueries.Counts counts) {}

    @GetMapping("/guidance/benefits")
    String list(Model model) {
        List<Line> lines = benefits.all().stream()
                .map(each -> {
                    String period = queries.period(each.code());
                    return new Line(each, period, queries.counts(each.code(), period));
                })
                .toList();
        model.addAttribute("lines", lines);
        return "guidance/benefits";
    }

    @GetMapping("/guidance/benefits/{code}")
    String one(@PathVariable String code, Model model) {
        Benefit benefit = benefits.byCode(code);
        String period = queries.period(code);
        model.addAttribute("benefit", benefit);
        model.addAttribute("period", period);
        model.addAttribute("counts", queries.counts(code, period));
        model.addAttribute("rows", queries.rows(code, period, MOST));
        model.addAttribute("most", MOST);
        model.addAttribute("leads", CurrentActor.get().has(Roles.SUPERVISOR));
        return "guidance/benefit";
    }

    @PostMapping("/guidance/benefits/{code}/tell")
    @RolesAllowed(Roles.SUPERVISOR)
    String tell(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String period,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/benefits/" + benefits.byCode(code).code(),
                () -> service.tell(code, period),
                "guidance.done.tell",
                flash,
                locale);
    }

    @PostMapping("/guidance/benefits/{code}/review")
    @RolesAllowed(Roles.SUPERVISOR)
    String review(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String period,
            @RequestParam long subject,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/benefits/" + benefits.byCode(code).code(),
                () -> service.review(code, period, subject),
                "guidance.done.review",
                flash,
                locale);
    }
}
