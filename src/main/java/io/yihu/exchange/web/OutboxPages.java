package io.yihu.exchange.web;

import io.yihu.exchange.outbox.OutboxQueries;
import io.yihu.exchange.outbox.TargetService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Systems we send to: whether they are well, what waits, what was given up, and whether both sides hold the same. */
@Controller
@RolesAllowed(Roles.SYSTEM_ADMIN)
@RequiredArgsConstructor
class OutboxPages {
    private static final int PAGE = 50;
    private static final List<String> STATES = List.of("PENDING", "SENDING", "SENT", "DELIVERED", "DEAD", "SUPERSEDED");
    private final OutboxQueries outbox;
    private final TargetService service;
    private final MessageSource messages;

    @GetMapping("/exchange/outbox")
    String targets(Model model) {
        model.addAttribute("targets", outbox.targets());
        model.addAttribute("publicKey", outbox.publicKey());
        return "exchange/outbox";
    }

    @GetMapping("/exchange/outbox/{target}")
    String target(
            @PathVariable String target,
            @RequestParam(required = false) String state,
            @RequestParam(required = false) Long before,
            Model model) {
        if (state != null && !state.isBlank() && !STATES.contains(state)) {
            throw Refusal.notFound();
        }
        model.addAttribute("target", outbox.target(target));
        model.addAttribute("batches", outbox.batches(target));
        Slice<OutboxQueries.MessageView> slice = outbox.messages(target, state, before, PAGE);
        model.addAttribute("rows", slice.rows());
        model.addAttribute("state", state);
        model.addAttribute("states", STATES);
        UriComponentsBuilder more =
                UriComponentsBuilder.fromPath("/exchange/outbox/" + target).queryParam("before", slice.next());
        if (state != null && !state.isBlank()) {
            more.queryParam("state", state);
        }
        model.addAttribute("next", slice.next() == null ? null : more.build().toUriString());
        return "exchange/outbox-target";
    }

    @GetMapping("/exchange/outbox/{target}/messages/{id}")
    String message(@PathVariable String target, @PathVariable long id, Model model) {
        model.addAttribute("target", outbox.target(target));
        model.addAttribute("message", outbox.message(target, id));
        model.addAttribute("attempts", outbox.attempts(target, id));
        return "exchange/outbox-message";
    }

    @PostMapping("/exchange/outbox/{target}")
    String change(
            @PathVariable String target,
            @RequestParam(required = false) String url,
            @RequestParam String scheme,
            @RequestParam(required = false) String publicKey,
            @RequestParam int timeoutMillis,
            @RequestParam(defaultValue = "false") boolean active,
            RedirectAttributes redirect,
            Locale locale) {
        service.change(target, new TargetService.Change(url, scheme, publicKey, timeoutMillis, active));
        return back(target, redirect, locale, "exchange.target.changed");
    }

    /** The secret is on this answer only: no redirect may carry it, no page shows it again. */
    @PostMapping("/exchange/outbox/{target}/secret")
    String secret(@PathVariable String target, Model model) {
        model.addAttribute("secret", service.newSecret(target));
        return target(target, null, null, model);
    }

    @PostMapping("/exchange/outbox/{target}/again")
    String again(@PathVariable String target, RedirectAttributes redirect, Locale locale) {
        return back(target, redirect, locale, "exchange.outbox.revived", service.again(target));
    }

    @PostMapping("/exchange/outbox/{target}/reconcile")
    String reconcile(
            @PathVariable String target, @RequestParam String batch, RedirectAttributes redirect, Locale locale) {
        return back(target, redirect, locale, "exchange.outbox.reconciled", batch, service.reconcile(target, batch));
    }

    private String back(String target, RedirectAttributes redirect, Locale locale, String key, Object... arguments) {
        redirect.addFlashAttribute("notice", messages.getMessage(key, arguments, locale));
        return "redirect:/exchange/outbox/" + target;
    }
}
