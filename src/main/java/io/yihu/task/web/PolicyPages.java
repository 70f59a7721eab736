package io.yihu.task.web;

import io.yihu.grid.ConfigQueries;
import io.yihu.grid.ConfigRehearsal;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.DispatchLevers;
import io.yihu.task.DispatchPolicies;
import io.yihu.task.DispatchRehearsal;
import io.yihu.task.PolicyService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The levers of the dispatch beside what they would do to the queue; saved only after a person saw that. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class PolicyPages {
    private static final int SHOWN = 100;
    private final DispatchPolicies policies;
    private final DispatchRehearsal rehearsal;
    private final PolicyService service;
    private final ConfigQueries configs;
    private final ConfigRehearsal drafts;
    private final MessageSource messages;

    /** Levers as typed; a checkbox that is not ticked is not sent. */
    record LeverForm(
            Integer skillPct,
            Integer roomPct,
            Integer continuityPct,
            Integer horizonDays,
            Integer fullPct,
            Boolean hardCap,
            Integer gateOverdue,
            Integer gateDays,
            Boolean preempt) {
        DispatchLevers levers() {
            if (skillPct == null || roomPct == null || continuityPct == null) {
                throw Refusal.invalid("task.refused.weights");
            }
            if (horizonDays == null || fullPct == null || gateOverdue == null || gateDays == null) {
                throw Refusal.invalid("task.refused.leverMissing");
            }
            return new DispatchLevers(
                    0,
                    skillPct,
                    roomPct,
                    continuityPct,
                    horizonDays,
                    fullPct,
                    Boolean.TRUE.equals(hardCap),
                    gateOverdue,
                    gateDays,
                    Boolean.TRUE.equals(preempt));
        }
    }

    /**
     * With levers in the address the page shows what they would do; without, what the policy in force would do. With the number of
     * a grid configuration, as if that were live.
     */
    @GetMapping("/task/policy")
    String policy(
            LeverForm form,
            @RequestParam(required = false) Long config,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        DispatchLevers current = policies.current();
        DispatchLevers wanted = current;
        try {
            wanted = form.skillPct() == null ? current : form.levers().checked();
            DispatchLevers with = wanted;
            model.addAttribute(
                    "config", config == null ? null : configs.find(config).orElseThrow(Refusal::notFound));
            model.addAttribute(
                    "rehearsed",
                    config == null
                            ? rehearsal.rehearse(with, SHOWN)
                            : drafts.within(config, grids -> rehearsal.rehearse(with, SHOWN)));
            if (config != null || !wanted.sameAs(current)) {
                model.addAttribute("before", rehearsal.rehearse(current, 0));
            }
        } catch (Refusal refusal) {
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(text(refusal, locale)));
        }
        return page(wanted, current, model);
    }

    @PostMapping("/task/policy")
    @RolesAllowed(Roles.GRID_ADMIN)
    String change(
            LeverForm form,
            @RequestParam int basedOn,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            int version = service.change(form.levers(), basedOn, reason);
            flash.addFlashAttribute("notice", messages.getMessage("task.done.policy", new Object[] {version}, locale));
            return "redirect:/task/policy";
        } catch (Refusal refusal) {
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(text(refusal, locale)));
            model.addAttribute("reason", reason);
            return page(form.skillPct() == null ? policies.current() : form.levers(), policies.current(), model);
        }
    }

    private String page(DispatchLevers shown, DispatchLevers current, Model model) {
        model.addAttribute("levers", shown);
        model.addAttribute("current", current);
        model.addAttribute("changed", !shown.sameAs(current));
        model.addAttribute("history", policies.history(20));
        model.addAttribute("defaults", DispatchLevers.DEFAULT);
        model.addAttribute("shown", SHOWN);
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        return "task/policy";
    }

    private String text(Refusal refusal, Locale locale) {
        return messages.getMessage(refusal.getMessage(), refusal.arguments(), locale);
    }
}
