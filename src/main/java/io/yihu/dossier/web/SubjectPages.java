package io.yihu.dossier.web;

import io.yihu.dossier.AsOfQueries;
import io.yihu.dossier.FigureQueries;
import io.yihu.dossier.NodeQueries;
import io.yihu.dossier.PaperQueries;
import io.yihu.dossier.PersonFileQueries;
import io.yihu.dossier.SeeThroughQueries;
import io.yihu.dossier.SourceQueries;
import io.yihu.dossier.SubjectFileQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.SubjectHead;
import io.yihu.dossier.TimelineEvent;
import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Range;
import io.yihu.dossier.space.SpaceTab;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    static final List<String> TABS =
            List.of("overview", "time", "space", "people", "sources", "risk", "matters", "papers", "links");
    private static final int PAGE = 50;
    private static final int MOST_POINTS = 600;
    private final SubjectFileService files;
    private final SubjectFileQueries subjects;
    private final TimelineQueries timeline;
    private final SpaceTab space;
    private final PersonFileQueries persons;
    private final PaperQueries papers;
    private final TimelineChart chart;
    private final LinksTab links;
    private final LifeChart life;
    private final AsOfQueries past;
    private final SourceQueries sources;
    private final SeeThroughQueries walks;
    private final PeopleCharts people;
    private final NodeQueries nodes;
    private final YihuClock clock;

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
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate asOf,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(defaultValue = "") Set<String> expand,
            Locale locale,
            Model model) {
        String part = TABS.contains(tab) ? tab : tab.equals("trade") ? "space" : "overview";
        SubjectHead head = files.open(id, part);
        model.addAttribute("subject", head);
        model.addAttribute("tabs", TABS);
        model.addAttribute("tab", part);
        model.addAttribute("after", after);
        model.addAttribute("figureOf", FigureQueries.OF_EVENT);
        LocalDate day = day(asOf, id, model);
        LocalDate first = from == null ? null : from.atDay(1);
        LocalDate whole = asOf(model) == null ? null : AsOfQueries.lastWholeMonth(day);
        LocalDate last = to == null || whole != null && to.atDay(1).isAfter(whole) ? whole : to.atDay(1);
        switch (part) {
            case "time" -> time(id, first, last, type, after, day, locale, model);
            case "space" -> space.fill(id, timeline.range(id, first, last), side, province, after, all, model);
            case "people" -> {
                model.addAttribute("roles", persons.roles(id, asOf(model)));
                model.addAttribute("others", persons.others(id, asOf(model)));
                PersonPages.seeThrough(
                        walks,
                        people,
                        "s" + id,
                        "/subject/" + id + "?tab=people" + (asOf(model) == null ? "" : "&asOf=" + day),
                        depth,
                        expand,
                        asOf(model),
                        locale,
                        model);
            }
            case "sources" -> {
                boolean open = CurrentActor.get().has(Roles.OFFICER)
                        || CurrentActor.get().has(Roles.SUPERVISOR);
                model.addAttribute("sources", open ? sources.of(id, day) : null);
            }
            case "links" -> links.fill(id, model);
            case "risk" -> model.addAttribute("findings", papers.findings(id, day));
            case "matters" -> model.addAttribute("matters", papers.matters(id, day));
            case "papers" -> {
                model.addAttribute("registrations", registrations(id, model));
                model.addAttribute("quotas", papers.quotas(id, day));
                model.addAttribute("returns", papers.returns(id, day));
                model.addAttribute("invoices", papers.newestInvoices(id, day, PAGE));
            }
            default -> overview(id, last, day, locale, model);
        }
        return "dossier/subject";
    }

    /** A day before today turns the file back; the model then says so. */
    private LocalDate day(LocalDate asOf, long id, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        model.addAttribute("today", today);
        if (asOf == null || !asOf.isBefore(today) || asOf.getYear() < 1950) {
            return today;
        }
        model.addAttribute("asOf", asOf);
        model.addAttribute("state", past.state(id, asOf));
        return asOf;
    }

    private static LocalDate asOf(Model model) {
        return (LocalDate) model.getAttribute("asOf");
    }

    private List<SubjectFileQueries.Registration> registrations(long id, Model model) {
        LocalDate past = asOf(model);
        return past == null ? subjects.registrations(id) : subjects.registrations(id, past);
    }

    private void overview(long id, LocalDate last, LocalDate day, Locale locale, Model model) {
        Range range = timeline.range(id, null, last);
        curve(id, range, locale, model);
        model.addAttribute("events", timeline.events(id, null, day, TimelineQueries.MILESTONES, null, 8));
        model.addAttribute("registrations", registrations(id, model));
        model.addAttribute("findings", papers.findings(id, day));
        model.addAttribute("matters", papers.matters(id, day));
    }

    private void time(
            long id,
            LocalDate from,
            LocalDate to,
            String type,
            String after,
            LocalDate day,
            Locale locale,
            Model model) {
        model.addAttribute("nodes", nodes.nodes(id, day));
        Range range = timeline.range(id, from, to);
        List<TimelineQueries.Month> months = timeline.curve(id, range);
        model.addAttribute("range", range);
        model.addAttribute("months", months);
        List<String> types = TimelineQueries.typesOf(type);
        LocalDate end = to == null ? day : to.plusMonths(1).minusDays(1);
        LocalDate until = end.isAfter(day) ? day : end;
        model.addAttribute("first", range.from());
        List<TimelineEvent> drawn = timeline.events(
                        id, null, until, types.isEmpty() ? TimelineQueries.MILESTONES : types, null, MOST_POINTS)
                .rows();
        model.addAttribute("life", life.of(id, months, drawn, locale));
        model.addAttribute("known", true);
        model.addAttribute(
                "events",
                timeline.events(id, from, until, types.isEmpty() ? TimelineQueries.MILESTONES : types, after, PAGE));
        model.addAttribute("types", TimelineQueries.TYPES);
        model.addAttribute("type", types.isEmpty() ? null : String.join(",", types));
        model.addAttribute("chosen", types);
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
