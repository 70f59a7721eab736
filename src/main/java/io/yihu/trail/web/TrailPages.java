package io.yihu.trail.web;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import io.yihu.trail.ActionTitles;
import io.yihu.trail.TrailProofs;
import io.yihu.trail.TrailQueries;
import io.yihu.trail.TrailRow;
import io.yihu.trail.TrailService;
import io.yihu.trail.VerificationLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log center: everyone finds own rows, supervisors those of their offices, the audit administrator all. */
@Controller
@RequiredArgsConstructor
class TrailPages {
    private static final int PAGE = 50;
    private final TrailQueries queries;
    private final TrailService service;
    private final TrailProofs proofs;
    private final VerificationLog verifications;
    private final ActionTitles titles;
    private final TrailWords words;
    private final Jobs jobs;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping("/trail/actions")
    @PreAuthorize("isAuthenticated()")
    String actions(@ModelAttribute("form") TrailForm form, @RequestParam(required = false) String after, Model model) {
        Slice<TrailRow> slice = seesOthers()
                ? service.read(form.filter(clock), after, PAGE)
                : queries.search(form.filter(clock), after, PAGE);
        model.addAttribute("rows", slice.rows());
        model.addAttribute("names", words.names(slice.rows()));
        model.addAttribute("next", form.next(slice.next()));
        model.addAttribute("titles", titles.all());
        model.addAttribute("range", range());
        return "trail/actions";
    }

    @GetMapping("/trail/actions/{id}")
    @PreAuthorize("isAuthenticated()")
    String action(@PathVariable long id, Model model) {
        TrailRow row = seesOthers() ? service.open(id) : queries.byId(id);
        model.addAttribute("row", row);
        model.addAttribute("names", words.names(List.of(row)));
        model.addAttribute("details", words.details(row));
        model.addAttribute("proof", row.sealed() ? proofs.inclusion(row.seq()) : null);
        return "trail/action";
    }

    @GetMapping("/trail/verify")
    @RolesAllowed(Roles.AUDIT_ADMIN)
    String verification(Model model) {
        model.addAttribute("state", proofs.state().orElse(null));
        model.addAttribute("entries", verifications.latest(20));
        model.addAttribute("running", running());
        return "trail/verify";
    }

    @PostMapping("/trail/verify")
    @RolesAllowed(Roles.AUDIT_ADMIN)
    String verify(Locale locale) {
        if (running() == null) {
            service.verify(messages.getMessage("trail.verify.job", null, locale));
        }
        return "redirect:/trail/verify";
    }

    private Jobs.Row running() {
        List<Jobs.Row> latest = jobs.latest(100);
        return latest.stream()
                .filter(job -> job.kind().equals("trail.verify") && job.finishedAt() == null)
                .findFirst()
                .orElse(null);
    }

    private static boolean seesOthers() {
        Actor actor = CurrentActor.get();
        return actor.has(Roles.AUDIT_ADMIN) || actor.has(Roles.SUPERVISOR);
    }

    /** Message key suffix of the sentence that says whose rows these are. */
    private static String range() {
        Actor actor = CurrentActor.get();
        return actor.has(Roles.AUDIT_ADMIN) ? "all" : actor.has(Roles.SUPERVISOR) ? "office" : "own";
    }

    /** Sealed rows with all that proves them; the check of such a file needs neither this database nor this application. */
    @PostMapping("/trail/export")
    @RolesAllowed(Roles.AUDIT_ADMIN)
    void export(
            @RequestParam String purpose,
            @RequestParam(required = false) Long from,
            @RequestParam(required = false) Long until,
            HttpServletResponse response)
            throws IOException {
        if (purpose.strip().length() < 2) {
            throw Refusal.invalid("trail.export.purpose.missing");
        }
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"yihu-trail.zip\"");
        service.exportZip(
                purpose, from == null ? 0 : from, until == null ? Long.MAX_VALUE : until, response.getOutputStream());
    }
}
