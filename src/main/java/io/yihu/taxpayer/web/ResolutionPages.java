package io.yihu.taxpayer.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.taxpayer.link.DoubtService;
import io.yihu.taxpayer.link.ResolutionQueries;
import io.yihu.taxpayer.link.ResolutionRuns;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Runs of the resolver with what they gave, and doubts about identities. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class ResolutionPages {
    private final ResolutionQueries resolution;
    private final ResolutionRuns runs;
    private final DoubtService doubts;
    private final Answers answers;

    @GetMapping("/taxpayer/resolution")
    String resolution(Model model) {
        model.addAttribute("totals", resolution.totals());
        model.addAttribute("evidence", resolution.evidence());
        model.addAttribute("quality", resolution.quality());
        model.addAttribute("runs", resolution.runs());
        model.addAttribute("running", runs.running());
        model.addAttribute(
                "starts",
                runs.available() && CurrentActor.get().has(Roles.MODEL_ADMIN)
                        || CurrentActor.get().has(Roles.GRID_ADMIN) && runs.available());
        return "taxpayer/resolution";
    }

    @PostMapping("/taxpayer/resolution")
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.GRID_ADMIN})
    String start(RedirectAttributes flash) {
        return answers.to("/taxpayer/resolution", "/taxpayer/resolution", flash, () -> {
            runs.start();
            return "taxpayer.resolution.started";
        });
    }

    @GetMapping("/taxpayer/doubts")
    String doubts(Model model) {
        model.addAttribute("doubts", doubts.open());
        model.addAttribute("people", doubts.people());
        model.addAttribute("decides", CurrentActor.get().has(Roles.SUPERVISOR));
        return "taxpayer/doubts";
    }

    @PostMapping("/taxpayer/doubts/{id}")
    @RolesAllowed(Roles.SUPERVISOR)
    String settle(@PathVariable long id, @RequestParam String note, RedirectAttributes flash) {
        return answers.to("/taxpayer/doubts", "/taxpayer/doubts", flash, () -> {
            doubts.settle(id, note);
            return "taxpayer.doubt.settled";
        });
    }

    @PostMapping("/taxpayer/people/{pair}")
    @RolesAllowed(Roles.SUPERVISOR)
    String person(
            @PathVariable long pair,
            @RequestParam boolean same,
            @RequestParam(required = false) String reason,
            RedirectAttributes flash) {
        return answers.to("/taxpayer/doubts", "/taxpayer/doubts", flash, () -> {
            doubts.decide(pair, same, reason);
            return "taxpayer.doubt.person";
        });
    }
}
