package io.yihu.task.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.MoveService;
import io.yihu.task.OfficerLookup;
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

/** Work changes hands: shown first, then done exactly as shown or not at all. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class MovePages {
    private final MoveService service;
    private final OfficerLookup lookup;
    private final MessageSource messages;

    /** What to move, as typed: numbers of tasks, or an officer or an office whose open work it is. */
    record MoveForm(String tasks, String from, String office, String to, String type, Boolean full) {
        List<Long> ids() {
            return tasks == null
                    ? List.of()
                    : java.util.Arrays.stream(tasks.strip().split("[,，;；\\s]+"))
                            .filter(word -> !word.isEmpty())
                            .map(MoveForm::id)
                            .toList();
        }

        private static long id(String word) {
            if (!word.matches("\\d{1,18}")) {
                throw Refusal.invalid("task.refused.taskNo", word);
            }
            return Long.parseLong(word);
        }

        boolean asked() {
            return said(tasks) || said(from) || said(office);
        }

        private static boolean said(String typed) {
            return typed != null && !typed.isBlank();
        }
    }

    @GetMapping("/task/rebalance")
    String rebalance(Model model) {
        model.addAttribute("plan", service.previewRebalance());
        return "task/rebalance";
    }

    @PostMapping("/task/rebalance")
    String rebalance(
            @RequestParam String digest,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            return done(service.rebalance(digest, reason), "/task/rebalance", flash, locale);
        } catch (Refusal refusal) {
            refused(refusal, model, response, locale);
            model.addAttribute("reason", reason);
            return rebalance(model);
        }
    }

    @GetMapping("/task/reassign")
    String reassign(MoveForm form, Model model, HttpServletResponse response, Locale locale) {
        model.addAttribute("form", form);
        model.addAttribute("types", lookup.types());
        if (form.asked()) {
            try {
                model.addAttribute("plan", service.previewReassign(wish(form)));
            } catch (Refusal refusal) {
                refused(refusal, model, response, locale);
            }
        }
        return "task/reassign";
    }

    @PostMapping("/task/reassign")
    String reassign(
            MoveForm form,
            @RequestParam String digest,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            return done(service.reassign(wish(form), digest, reason), "/task/reassign", flash, locale);
        } catch (Refusal refusal) {
            String page = reassign(form, model, response, locale);
            refused(refusal, model, response, locale);
            model.addAttribute("reason", reason);
            return page;
        }
    }

    private MoveService.Wish wish(MoveForm form) {
        return new MoveService.Wish(
                form.ids(),
                MoveForm.said(form.from()) ? lookup.officer(form.from()) : null,
                MoveForm.said(form.office()) ? lookup.office(form.office()) : null,
                form.type(),
                MoveForm.said(form.to()) ? lookup.officer(form.to()) : null,
                Boolean.TRUE.equals(form.full()));
    }

    private String done(MoveService.Plan plan, String page, RedirectAttributes flash, Locale locale) {
        int stay = plan.refused().values().stream().mapToInt(Integer::intValue).sum();
        flash.addFlashAttribute(
                "notice", messages.getMessage("task.done.moved", new Object[] {plan.moves(), stay}, locale));
        return "redirect:" + page;
    }

    private void refused(Refusal refusal, Model model, HttpServletResponse response, Locale locale) {
        response.setStatus(refusal.status().value());
        model.addAttribute("problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
    }
}
