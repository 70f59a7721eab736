package io.yihu.grid.web;

import io.yihu.grid.GridQueries;
import io.yihu.grid.GridRule;
import io.yihu.grid.GridService;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Another partition rule for a grid that stands: first who would come and go, then the change. */
@Controller
@RequiredArgsConstructor
@RequestMapping("/grid/grids/{id}/rule")
@RolesAllowed(Roles.GRID_ADMIN)
class GridRulePages {
    private final GridQueries grids;
    private final GridService service;
    private final MemberLookup lookup;
    private final MessageSource messages;

    @GetMapping
    String rule(@PathVariable long id, Model model) {
        return page(grid(id), GridForm.of(lookup.rule(id)), model);
    }

    @PostMapping
    String change(@PathVariable long id, GridForm form, Model model, RedirectAttributes flash, Locale locale) {
        GridQueries.GridRow grid = grid(id);
        try {
            GridRule rule = form.rule(lookup.rule(id));
            if (form.preview() != null) {
                if (rule.asMap().isEmpty()) {
                    throw Refusal.invalid("grid.refused.ruleEmpty");
                }
                model.addAttribute("effect", lookup.effect(id, rule));
                return page(grid, form, model);
            }
            service.changeRule(id, rule);
        } catch (Refusal refusal) {
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            return page(grid, form, model);
        }
        flash.addFlashAttribute("notice", messages.getMessage("grid.done.rule", null, locale));
        return "redirect:/grid/grids/" + id;
    }

    private GridQueries.GridRow grid(long id) {
        return grids.find(id).filter(grid -> !grid.status().equals("RETIRED")).orElseThrow(Refusal::notFound);
    }

    private static String page(GridQueries.GridRow grid, GridForm form, Model model) {
        model.addAttribute("grid", grid);
        model.addAttribute("form", form);
        return "grid/rule";
    }
}
