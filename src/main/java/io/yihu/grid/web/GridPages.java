package io.yihu.grid.web;

import io.yihu.grid.CoverageQueries;
import io.yihu.grid.GridQueries;
import io.yihu.grid.GridRole;
import io.yihu.grid.GridRule;
import io.yihu.grid.GridService;
import io.yihu.grid.GridType;
import io.yihu.grid.PartitionService;
import io.yihu.grid.StaffingQueries;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Grids on screen; only grid administrators change them, and see the effect before they do. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class GridPages {
    private static final int PAGE = 50;
    private final GridQueries grids;
    private final StaffingQueries staffing;
    private final CoverageQueries coverage;
    private final GridService service;
    private final PartitionService partition;
    private final MemberLookup lookup;
    private final MessageSource messages;

    @GetMapping("/grid/grids")
    String list(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") long after,
            Model model) {
        model.addAttribute("slice", grids.list(type, q, after, PAGE));
        model.addAttribute("types", GridType.values());
        model.addAttribute("type", type);
        model.addAttribute("q", q);
        return "grid/list";
    }

    /** With {@code member} and {@code capacity} the page shows what that change would do; nothing is saved. */
    @GetMapping("/grid/grids/{id}")
    String file(
            @PathVariable long id,
            @RequestParam(required = false) Long member,
            @RequestParam(required = false) Integer capacity,
            @RequestParam(required = false) GridRole role,
            Model model) {
        GridQueries.GridRow grid = grids.find(id).orElseThrow(Refusal::notFound);
        List<StaffingQueries.Member> members = staffing.of(id);
        model.addAttribute("grid", grid);
        model.addAttribute("members", members);
        model.addAttribute("versions", grids.versions(id));
        model.addAttribute("subjects", grids.subjects(id, 20));
        model.addAttribute("roles", GridRole.values());
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        if (member != null && capacity != null) {
            if (capacity < 0 || capacity > 100) {
                throw Refusal.invalid("grid.refused.capacity");
            }
            members.stream().filter(m -> m.id() == member).findFirst().ifPresent(m -> {
                model.addAttribute("effect", m);
                model.addAttribute("newCapacity", capacity);
                model.addAttribute("newRole", role == null ? GridRole.valueOf(m.role()) : role);
                model.addAttribute("newSaturation", staffing.saturationWith(m, capacity));
            });
        }
        return "grid/file";
    }

    @PostMapping("/grid/members/{member}/change")
    @RolesAllowed(Roles.GRID_ADMIN)
    String change(
            @PathVariable long member,
            @RequestParam long grid,
            @RequestParam int capacity,
            @RequestParam GridRole role,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            RedirectAttributes flash,
            Locale locale) {
        service.changeMember(member, role, capacity, from);
        return done(flash, "grid.done.changed", grid, locale);
    }

    @PostMapping("/grid/members/{member}/end")
    @RolesAllowed(Roles.GRID_ADMIN)
    String end(
            @PathVariable long member,
            @RequestParam long grid,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay,
            RedirectAttributes flash,
            Locale locale) {
        service.endMember(member, lastDay);
        return done(flash, "grid.done.ended", grid, locale);
    }

    @PostMapping("/grid/grids/{id}/members")
    @RolesAllowed(Roles.GRID_ADMIN)
    String add(
            @PathVariable long id,
            @RequestParam String staffNo,
            @RequestParam GridRole role,
            @RequestParam int capacity,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            Model model,
            RedirectAttributes flash,
            Locale locale) {
        try {
            service.addMember(id, lookup.officer(staffNo), role, capacity, from);
        } catch (Refusal refusal) {
            model.addAttribute("problems", List.of(text(refusal.getMessage(), locale, refusal.arguments())));
            model.addAttribute("staffNo", staffNo);
            model.addAttribute("capacity", capacity);
            return file(id, null, null, null, model);
        }
        return done(flash, "grid.done.added", id, locale);
    }

    @GetMapping("/grid/new")
    @RolesAllowed(Roles.GRID_ADMIN)
    String newGrid(GridForm form, Model model) {
        return form(form, model);
    }

    /** Preview first (count of taxpayers), then create. */
    @PostMapping("/grid/new")
    @RolesAllowed(Roles.GRID_ADMIN)
    String create(GridForm form, Model model, RedirectAttributes flash, Locale locale) {
        try {
            GridRule rule = form.rule();
            if (form.preview() != null) {
                model.addAttribute("matches", lookup.matches(rule));
                return form(form, model);
            }
            long id = service.create(form.gridType(), form.name(), lookup.office(form.unitCode()), rule);
            return done(flash, "grid.done.created", id, locale);
        } catch (Refusal refusal) {
            model.addAttribute("problems", List.of(text(refusal.getMessage(), locale, refusal.arguments())));
            return form(form, model);
        }
    }

    private String form(GridForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("types", GridType.values());
        return "grid/new";
    }

    @PostMapping("/grid/grids/{id}/retire")
    @RolesAllowed(Roles.GRID_ADMIN)
    String retire(@PathVariable long id, RedirectAttributes flash, Locale locale) {
        service.retire(id);
        return done(flash, "grid.done.retired", id, locale);
    }

    @GetMapping("/grid/coverage")
    String coverage(Model model) {
        model.addAttribute("coverage", coverage.coverage());
        model.addAttribute("uncovered", coverage.uncovered(50));
        model.addAttribute("unled", grids.withoutLead());
        model.addAttribute("run", coverage.lastRun().orElse(null));
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        return "grid/coverage";
    }

    @PostMapping("/grid/coverage/refresh")
    @RolesAllowed(Roles.GRID_ADMIN)
    String refresh(RedirectAttributes flash, Locale locale) {
        PartitionService.Refreshed done = partition.refresh();
        flash.addFlashAttribute(
                "notice",
                text("grid.done.refreshed", locale, done.gridsMade(), done.subjects(), done.added(), done.removed()));
        return "redirect:/grid/coverage";
    }

    private String done(RedirectAttributes flash, String key, long grid, Locale locale) {
        flash.addFlashAttribute("notice", text(key, locale));
        return "redirect:/grid/grids/" + grid;
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
