package io.yihu.dossier.web;

import io.yihu.dossier.PaperQueries;
import io.yihu.dossier.PersonFileQueries;
import io.yihu.dossier.SubjectFileQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.SubjectHead;
import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Range;
import io.yihu.dossier.space.SpaceTab;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A taxpayer's file, one tab a request. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class SubjectPages {
    static final List<String> TABS = List.of("overview", "time", "space", "people", "risk", "matters", "papers");
    private static final int PAGE = 50;
    private final SubjectFileService files;
    private final SubjectFileQueries subjects;
    private final TimelineQueries timeline;
    private final SpaceTab space;
    private final PersonFileQueries persons;
    private final PaperQueries papers;
    private final TimelineChart chart;

    @GetMapping("/subject/{id}")
    String file(
            @PathVariable long id,
            @RequestParam(defaultValue = "overview") String tab,
            @RequestParam(required = false) @DateTimeFormat(pattern = "yyyy-MM") YearMonth from,
            @RequestParam(required = false) @DateTimeFormat(pattern = "yyyy-MM") YearMonth to,
            @RequestParam(required = false) String type,
            @RequestParam(defaultValue = "OUT") String side,
            @RequestParam(required = false) String province,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) String after,
            Locale locale,
            Model model) {
        String part = TABS.contains(tab) ? tab : tab.equals("trade") ? "space" : "overview";
        SubjectHead head = files.open(id, part);
        model.addAttribute("subject", head);
        model.addAttribute("tabs", TABS);
        model.addAttribute("tab", part);
        model.addAttribute("after", after);
        LocalDate first = from == null ? null : from.atDay(1);
        LocalDate last = to == null ? null : to.atDay(1);
        switch (part) {
            case "time" -> time(id, first, last, type, after, locale, model);
            case "space" -> space.fill(id, timeline.range(id, first, last), side, province, after, all, model);
            case "people" -> {
                model.addAttribute("roles", persons.roles(id));
                model.addAttribute("others", persons.others(id));
            }
            case "risk" -> model.addAttribute("findings", papers.findings(id));
            case "matters" -> model.addAttribute("matters", papers.matters(id));
            case "papers" -> {
                model.addAttribute("registrations", subjects.registrations(id));
                model.addAttribute("quotas", papers.quotas(id));
                model.addAttribute("returns", papers.returns(id));
                model.addAttribute("invoices", papers.newestInvoices(id, PAGE));
            }
            default -> overview(id, locale, model);
        }
        return "dossier/subject";
    }

    private void overview(long id, Locale locale, Model model) {
        Range range = timeline.range(id, null, null);
        curve(id, range, locale, model);
        model.addAttribute("events", timeline.events(id, null, null, TimelineQueries.MILESTONES, null, 8));
        model.addAttribute("registrations", subjects.registrations(id));
        model.addAttribute("findings", papers.findings(id));
        model.addAttribute("matters", papers.matters(id));
    }

    private void time(long id, LocalDate from, LocalDate to, String type, String after, Locale locale, Model model) {
        Range range = timeline.range(id, from, to);
        curve(id, range, locale, model);
        List<String> types = TimelineQueries.typesOf(type);
        LocalDate until = to == null ? null : to.plusMonths(1).minusDays(1);
        model.addAttribute(
                "events",
                timeline.events(id, from, until, types.isEmpty() ? TimelineQueries.MILESTONES : types, after, PAGE));
        model.addAttribute("types", TimelineQueries.TYPES);
        model.addAttribute("type", types.isEmpty() ? null : types.get(0));
        model.addAttribute("from", from == null ? null : YearMonth.from(from));
        model.addAttribute("to", to == null ? null : YearMonth.from(to));
    }

    private void curve(long id, Range range, Locale locale, Model model) {
        List<TimelineQueries.Month> months = timeline.curve(id, range);
        model.addAttribute("range", range);
        model.addAttribute("months", months);
        model.addAttribute("known", months.stream().anyMatch(month -> month.outAmt() != null || month.inAmt() != null));
        model.addAttribute(
                "chart",
                chart.of(
                        id,
                        months,
                        timeline.events(
                                        id,
                                        range.from(),
                                        range.to().plusMonths(1).minusDays(1),
                                        List.of("CHANGE", "STATUS_CHANGE"),
                                        null,
                                        100)
                                .rows(),
                        locale));
    }
}
