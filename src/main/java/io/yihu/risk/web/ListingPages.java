package io.yihu.risk.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.ListingService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** White list, grey list and exemptions: proposed by one, approved by another; for the model role only. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class ListingPages {
    private final ListingService models;
    private final MessageSource messages;

    @GetMapping("/risk/listings")
    String listings(Model model) {
        model.addAttribute("listings", models.listings());
        model.addAttribute("exemptible", ListingService.exemptible());
        model.addAttribute("me", CurrentActor.get().login());
        return "risk/listings";
    }

    @PostMapping("/risk/listings")
    String add(Form form, Model model) {
        try {
            models.propose(form.proposal());
            return "redirect:/risk/listings";
        } catch (DateTimeParseException e) {
            problem("risk.listing.noEnd", new Object[0], model);
        } catch (Refusal refusal) {
            problem(refusal.getMessage(), refusal.arguments(), model);
        }
        model.addAttribute("form", form);
        return listings(model);
    }

    @PostMapping("/risk/listings/{id}/decide")
    String decide(@PathVariable long id, @RequestParam boolean approve, Model model) {
        try {
            models.decide(id, approve);
            return "redirect:/risk/listings";
        } catch (Refusal refusal) {
            if (!refusal.getMessage().equals("risk.listing.ownProposal")) {
                throw refusal;
            }
            problem(refusal.getMessage(), refusal.arguments(), model);
            return listings(model);
        }
    }

    /** The form as it was typed. */
    record Form(
            String taxId,
            String kind,
            List<String> indicators,
            String category,
            String owner,
            String reason,
            String until) {
        ListingService.Proposal proposal() {
            return new ListingService.Proposal(
                    taxId,
                    kind == null ? "" : kind,
                    indicators == null ? List.of() : indicators,
                    category,
                    owner,
                    reason,
                    LocalDate.parse(until == null ? "" : until.strip()));
        }
    }

    @PostMapping("/risk/listings/{id}/end")
    String end(@PathVariable long id) {
        models.end(id);
        return "redirect:/risk/listings";
    }

    private void problem(String key, Object[] arguments, Model model) {
        model.addAttribute("problems", List.of(messages.getMessage(key, arguments, LocaleContextHolder.getLocale())));
    }
}
