package io.yihu.taxpayer.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.taxpayer.SubjectQueries;
import io.yihu.taxpayer.link.LinkService;
import io.yihu.taxpayer.link.ReviewService;
import jakarta.annotation.security.RolesAllowed;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Merging, splitting and taking back from the file of a taxpayer. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
class LinkForms {
    private final LinkService links;
    private final ReviewService review;
    private final SubjectQueries subjects;
    private final Answers answers;

    @PostMapping("/taxpayer/subjects/{id}/merge")
    String merge(
            @PathVariable long id, @RequestParam String taxId, @RequestParam String reason, RedirectAttributes flash) {
        return done(id, flash, () -> {
            long other = subjects.byTaxId(taxId)
                    .orElseThrow(() -> Refusal.invalid("taxpayer.link.unknownTaxId", taxId.strip()));
            return review.join(id, other, reason).decision() == null
                    ? "taxpayer.review.done.PROPOSED"
                    : "taxpayer.link.merged";
        });
    }

    @PostMapping("/taxpayer/subjects/{id}/split")
    String split(
            @PathVariable long id,
            @RequestParam(name = "party", required = false) Set<Long> parties,
            @RequestParam String reason,
            RedirectAttributes flash) {
        return done(id, flash, () -> {
            links.split(id, parties == null ? Set.of() : parties, reason);
            return "taxpayer.link.split";
        });
    }

    @PostMapping("/taxpayer/decisions/{decision}/undo")
    String undo(
            @PathVariable long decision,
            @RequestParam String reason,
            @RequestParam(required = false) Long subject,
            RedirectAttributes flash) {
        String back = subject == null ? "/taxpayer/review" : url(subject);
        return answers.to(back, back, flash, () -> {
            links.undo(decision, reason);
            return "taxpayer.link.undone";
        });
    }

    private String done(long id, RedirectAttributes flash, java.util.function.Supplier<String> action) {
        return answers.to(url(id), url(id), flash, action);
    }

    private static String url(long id) {
        return "/subject/" + id + "?tab=links";
    }
}
