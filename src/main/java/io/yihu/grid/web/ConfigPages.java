package io.yihu.grid.web;

import io.yihu.grid.ConfigPreview;
import io.yihu.grid.ConfigQueries;
import io.yihu.grid.ConfigService;
import io.yihu.grid.DraftService;
import io.yihu.grid.GridRole;
import io.yihu.grid.GridType;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Versions of the configuration: left what changes, right what that does; live only when nothing is left open. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class ConfigPages {
    private final ConfigQueries configs;
    private final ConfigPreview previews;
    private final ConfigService service;
    private final DraftService drafts;
    private final MemberLookup lookup;
    private final MessageSource messages;

    @GetMapping("/grid/configs")
    String list(Model model) {
        model.addAttribute("configs", configs.list(50));
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        return "grid/configs";
    }

    @PostMapping("/grid/configs")
    @RolesAllowed(Roles.GRID_ADMIN)
    String create(
            @RequestParam(defaultValue = "") String title, Model model, HttpServletResponse response, Locale locale) {
        try {
            return "redirect:/grid/configs/" + service.create(title);
        } catch (Refusal refusal) {
            refused(refusal, model, response, locale);
            return list(model);
        }
    }

    @GetMapping("/grid/configs/{id}")
    String one(@PathVariable long id, Model model) {
        ConfigQueries.Config config = configs.find(id).orElseThrow(Refusal::notFound);
        boolean open = config.draft() && CurrentActor.get().has(Roles.GRID_ADMIN);
        model.addAttribute("config", config);
        model.addAttribute("lines", previews.lines(id));
        model.addAttribute("open", open);
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        if (config.changes() > 0 && (config.draft() || config.state().equals("SCHEDULED"))) {
            model.addAttribute("preview", previews.preview(id));
        }
        if (open) {
            model.addAttribute(
                    "choices", previews.choices(id, CurrentActor.get().scope()));
            model.addAttribute("types", GridType.values());
            model.addAttribute("roles", GridRole.values());
            model.addAttribute("tags", lookup.tags());
            model.addAttribute(
                    "classes",
                    Map.of(
                            "taxSources", RuleForm.TAX_SOURCES,
                            "taxpayerTypes", RuleForm.TAXPAYER_TYPES,
                            "sizes", RuleForm.SIZES,
                            "credits", RuleForm.CREDITS));
        }
        return "grid/config";
    }

    @PostMapping("/grid/configs/{id}/{command}")
    @RolesAllowed(Roles.GRID_ADMIN)
    String command(
            @PathVariable long id,
            @PathVariable String command,
            @RequestParam Map<String, String> typed,
            RuleForm rule,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            Object[] said = run(id, command, typed, rule);
            flash.addFlashAttribute("notice", messages.getMessage("grid.config.done." + command, said, locale));
            return "redirect:/grid/configs/" + (command.equals("roll-back") ? said[0] : id);
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404) {
                throw refusal;
            }
            refused(refusal, model, response, locale);
            model.addAttribute("typed", typed);
            return one(id, model);
        }
    }

    private Object[] run(long id, String command, Map<String, String> typed, RuleForm rule) {
        switch (command) {
            case "grid" -> drafts.addGrid(id, type(typed), typed.get("name"), typed.get("unitCode"), rule.rule(lookup));
            case "rule" -> drafts.changeRule(id, number(typed, "grid"), rule.rule(lookup));
            case "retire" -> drafts.retire(id, number(typed, "grid"));
            case "merge" -> drafts.merge(id, number(typed, "grid"), number(typed, "into"));
            case "member" ->
                drafts.addMember(id, typed.get("grid"), typed.get("staffNo"), role(typed), small(typed, "pct"));
            case "skill" -> {
                DraftService.Added done = drafts.addBySkill(
                        id,
                        typed.get("grid"),
                        new DraftService.BySkill(
                                typed.get("tag"),
                                small(typed, "level"),
                                typed.get("officeCode"),
                                role(typed),
                                small(typed, "pct")));
                return new Object[] {done.added(), done.withoutPost()};
            }
            case "end" ->
                drafts.endMember(id, number(typed, "grid"), lookup.officer(typed.getOrDefault("staffNo", "")));
            case "remove" -> drafts.remove(id, small(typed, "seq"));
            case "discard" -> service.discard(id);
            case "release" -> service.release(id, day(typed.get("day")), typed.get("reason"));
            case "roll-back" -> {
                return new Object[] {Long.toString(service.rollBack(id, typed.get("title")))};
            }
            default -> throw Refusal.notFound();
        }
        return new Object[0];
    }

    private static GridType type(Map<String, String> typed) {
        String type = typed.getOrDefault("type", "");
        if (!List.of("INSTITUTION", "REGION", "GROUP").contains(type)) {
            throw Refusal.invalid("grid.refused.choose");
        }
        return GridType.valueOf(type);
    }

    private static GridRole role(Map<String, String> typed) {
        String role = typed.getOrDefault("role", "");
        if (!List.of("LEADER", "DEPUTY", "MEMBER").contains(role)) {
            throw Refusal.invalid("grid.refused.choose");
        }
        return GridRole.valueOf(role);
    }

    private static long number(Map<String, String> typed, String field) {
        String value = typed.getOrDefault(field, "");
        if (!value.matches("\\d{1,18}")) {
            throw Refusal.invalid("grid.refused.choose");
        }
        return Long.parseLong(value);
    }

    private static int small(Map<String, String> typed, String field) {
        String value = typed.getOrDefault(field, "");
        if (!value.matches("\\d{1,6}")) {
            throw Refusal.invalid("grid.refused.number");
        }
        return Integer.parseInt(value);
    }

    private static LocalDate day(String typed) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("grid.refused.day");
        }
    }

    private void refused(Refusal refusal, Model model, HttpServletResponse response, Locale locale) {
        response.setStatus(refusal.status().value());
        model.addAttribute("problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
    }
}
