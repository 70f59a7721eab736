package io.yihu.dossier.space.web;

import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Range;
import io.yihu.dossier.space.SpaceService;
import io.yihu.dossier.space.TraceChart;
import io.yihu.dossier.space.TraceNames;
import io.yihu.invoice.DealingQueries;
import io.yihu.invoice.Trace;
import io.yihu.invoice.TraceQuestion;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.taxpayer.SubjectSearch;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The chain of a taxpayer up and down, and the invoices behind one edge. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class TracePages {
    private static final int PAGE = 50;
    private static final int SEARCHED = 20;
    private final SpaceService space;
    private final TimelineQueries timeline;
    private final TraceNames names;
    private final TraceChart chart;
    private final DealingQueries dealings;
    private final SubjectSearch search;

    /** Where a trace begins: a taxpayer is looked for, one hit leads on at once. */
    @GetMapping("/trace")
    String start(@RequestParam(defaultValue = "") String q, Model model) {
        var found = search.search(q, CurrentActor.get().scope(), null, SEARCHED);
        var registered = found.rows().stream().filter(hit -> !hit.external()).toList();
        if (registered.size() == 1 && found.next() == null) {
            return "redirect:/subject/" + registered.get(0).id() + "/trace";
        }
        model.addAttribute("q", q);
        model.addAttribute("hits", registered);
        return "dossier/space/start";
    }

    @GetMapping("/subject/{id}/trace")
    String trace(@PathVariable long id, @ModelAttribute("form") TraceForm form, Locale locale, Model model) {
        TraceQuestion question = form.question(id, timeline);
        Trace trace = space.trace(question);
        Map<Long, Trace.Node> nodes = new HashMap<>();
        trace.nodes().forEach(node -> nodes.put(node.id(), node));
        Map<Long, TraceNames.Name> named = names.of(nodes.keySet());
        Map<Trace.Edge, BigDecimal> attributed = new HashMap<>();
        trace.edges().forEach(edge -> attributed.put(edge, TraceChart.attributed(trace, nodes, edge)));
        model.addAttribute("from", YearMonth.from(question.from()));
        model.addAttribute("to", YearMonth.from(question.to()));
        model.addAttribute(
                "sharePercent",
                BigDecimal.valueOf(question.minShare())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString());
        model.addAttribute("subject", named.get(id));
        model.addAttribute("trace", trace);
        model.addAttribute("ends", Trace.End.values());
        model.addAttribute("nodes", nodes);
        model.addAttribute("names", named);
        model.addAttribute("attributed", attributed);
        model.addAttribute("chart", trace.edges().isEmpty() ? null : chart.of(trace, named, locale));
        return "dossier/space/trace";
    }

    /** Invoices of one seller to one buyer. */
    @GetMapping("/subject/{seller}/sales/{buyer}")
    String dealing(
            @PathVariable long seller,
            @PathVariable long buyer,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String after,
            Model model) {
        if (after != null && !after.matches("[-\\dT:.]+Z~-?\\d{1,19}")) {
            throw Refusal.invalid("space.page.key");
        }
        Map<Long, TraceNames.Name> both = space.openDealing(seller, buyer);
        Range range = timeline.range(seller, TraceForm.month(from), TraceForm.month(to));
        model.addAttribute("seller", both.get(seller));
        model.addAttribute("buyer", both.get(buyer));
        model.addAttribute("range", range);
        model.addAttribute("from", YearMonth.from(range.from()));
        model.addAttribute("to", YearMonth.from(range.to()));
        model.addAttribute("after", after);
        model.addAttribute("months", dealings.months(seller, buyer, range.from(), range.to()));
        model.addAttribute("goods", dealings.goods(List.of(seller), List.of(buyer), range.from(), range.to()));
        model.addAttribute("papers", dealings.papers(seller, buyer, range.from(), range.to(), after, PAGE));
        return "dossier/space/dealing";
    }
}
