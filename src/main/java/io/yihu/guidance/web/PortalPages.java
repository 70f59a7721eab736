package io.yihu.guidance.web;

import io.yihu.guidance.DemandQueries;
import io.yihu.guidance.PortalService;
import io.yihu.guidance.PushQueries;
import io.yihu.guidance.TaxpayerService;
import io.yihu.guidance.TaxpayerService.Visit;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The taxpayer's own place: all messages and questions, for a person the electronic tax bureau vouches for. */
@Controller
@RequiredArgsConstructor
@PermitAll
class PortalPages {
    private static final String PAGE = "/guidance/portal";
    private final PortalService portal;
    private final TaxpayerService service;
    private final PushQueries pushes;
    private final DemandQueries demands;

    /** The list, or the way in for who is not in. */
    @GetMapping("/guidance/portal")
    String list(HttpSession session, Model model) {
        Optional<Visit> visit = Visits.find(session).filter(Visit::portal);
        if (visit.isEmpty()) {
            model.addAttribute("guests", portal.guests());
            return "guidance/portal-door";
        }
        Visit who = visit.get().at(null);
        Visits.go(session, who);
        List<DemandQueries.Row> asked = demands.ofTaxpayer(who.subjectId());
        Map<Long, List<DemandQueries.Message>> said = new LinkedHashMap<>();
        asked.forEach(each -> said.put(each.id(), demands.messages(each.id())));
        model.addAttribute("visit", who);
        model.addAttribute("pushes", pushes.allOfTaxpayer(who.subjectId()));
        model.addAttribute("demands", asked);
        model.addAttribute("said", said);
        model.addAttribute("topics", DemandQueries.topicCodes());
        return "guidance/portal";
    }

    /** Says who would come in; looking does not spend the ticket. */
    @GetMapping("/guidance/portal/enter")
    String door(@RequestParam(defaultValue = "") String ticket, Model model) {
        Visits.refuseOfficers();
        model.addAttribute("visit", portal.look(ticket));
        model.addAttribute("ticket", ticket);
        return "guidance/portal-enter";
    }

    @PostMapping("/guidance/portal/enter")
    String enter(@RequestParam(defaultValue = "") String ticket, HttpServletRequest request) {
        Visits.refuseOfficers();
        Visits.begin(request, portal.enter(ticket));
        return "redirect:" + PAGE;
    }

    /** The demo's own bureau: what a real one does after its sign-in. */
    @PostMapping("/guidance/portal/demo")
    String demo(
            @RequestParam(defaultValue = "") String taxId,
            @RequestParam(defaultValue = "") String personNo,
            RedirectAttributes redirect) {
        Visits.refuseOfficers();
        redirect.addAttribute("ticket", portal.demoTicket(taxId, personNo));
        return "redirect:" + PAGE + "/enter";
    }

    @PostMapping("/guidance/portal/pushes/{push}")
    String one(@PathVariable long push, HttpSession session) {
        Visit visit = Visits.find(session)
                .filter(Visit::portal)
                .orElseThrow(() -> Refusal.forbidden("guidance.refused.noVisit"));
        CurrentActor.as(Visits.actor(visit), () -> {
            service.read(push);
            return null;
        });
        Visits.go(session, visit.at(push));
        return "redirect:/guidance/notice";
    }

    @PostMapping("/guidance/portal/leave")
    String leave(HttpSession session) {
        Visits.end(session);
        return "redirect:" + PAGE;
    }
}
