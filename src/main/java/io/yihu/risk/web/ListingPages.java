package io.yihu.risk.web;

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

/** White and grey list, for the model role only. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class ListingPages {
    private final ListingService models;
    private final MessageSource messages;

    @GetMapping("/risk/listings")
    String listings(Model model) {
        model.addAttribute("listings", models.listings());
        return "risk/listings";
    }

    @PostMapping("/risk/listings")
    String add(
            @RequestParam String taxId,
            @RequestParam String kind,
            @RequestParam String reason,
            @RequestParam String until,
            Model model) {
        try {
            models.list(taxId, kind, reason, LocalDate.parse(until.strip()));
            return "redirect:/risk/listings";
        } catch (DateTimeParseException e) {
            problem("risk.listing.noEnd", new Object[0], model);
        } catch (Refusal refusal) {
            problem(refusal.getMessage(), refusal.arguments(), model);
        }
        model.addAttribute("taxId", taxId);
        model.addAttribute("kind", kind);
        model.addAttribute("reason", reason);
        model.addAttribute("until", until);
        return listings(model);
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
