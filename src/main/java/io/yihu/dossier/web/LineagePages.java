package io.yihu.dossier.web;

import io.yihu.dossier.FigureQueries;
import io.yihu.dossier.SourceBreaches;
import io.yihu.dossier.SourceQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.annotation.Bean;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Where figures and rows of a file come from, and how old each source is. */
@Controller
@RequiredArgsConstructor
class LineagePages {
    private static final int PAGE = 50;
    private final SubjectFileService files;
    private final FigureQueries figures;
    private final SourceQueries sources;
    private final SourceBreaches breaches;

    /** A monthly figure taken apart into its invoices. */
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
    @GetMapping("/subject/{id}/figures/{name}")
    String figure(
            @PathVariable long id,
            @PathVariable String name,
            @RequestParam @DateTimeFormat(pattern = "yyyy-MM") YearMonth month,
            @RequestParam(required = false) String after,
            Model model) {
        LocalDate first = month.atDay(1);
        model.addAttribute("subject", files.open(id, "figure " + name));
        model.addAttribute("figure", figures.figure(id, name, first));
        model.addAttribute("rows", figures.rows(id, name, first, after, PAGE));
        model.addAttribute("month", month);
        return "dossier/figure";
    }

    /** The record as it was sent. */
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
    @GetMapping("/subject/{id}/origin/{batch}/{line}")
    String origin(@PathVariable long id, @PathVariable long batch, @PathVariable long line, Model model) {
        model.addAttribute("origin", files.openOrigin(id, batch, line));
        model.addAttribute("subject", files.open(id, "origin"));
        return "dossier/origin";
    }

    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN})
    @GetMapping("/sources")
    String sources(Model model) {
        model.addAttribute("lags", sources.lags());
        model.addAttribute("breaches", breaches.newest());
        return "dossier/sources";
    }

    @Bean
    static NavItem sourcesNav() {
        return new NavItem(
                "data",
                30,
                "dossier.sources.title",
                "/sources",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN));
    }
}
