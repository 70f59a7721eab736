package io.yihu.risk.check.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.check.CheckService;
import io.yihu.risk.check.ClientService;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The log of live checks, who may ask, and a form to ask oneself. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN})
class CheckPages {
    private static final int PAGE = 100;
    private final ClientService clients;
    private final CheckService checks;
    private final JsonMapper json;
    private final MessageSource messages;

    @GetMapping("/risk/checks")
    String list(@RequestParam(required = false) String decision, Model model) {
        String wanted = decision == null || !decision.matches("PASS|REMIND|VERIFY|BLOCK") ? null : decision;
        model.addAttribute("decision", wanted);
        model.addAttribute("calls", clients.calls(wanted, PAGE));
        model.addAttribute("speed", clients.speed());
        model.addAttribute("clients", clients.clients());
        model.addAttribute("keys", clients.keys());
        return "risk/checks";
    }

    @PostMapping("/risk/checks/ask")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String ask(
            @RequestParam String taxId,
            @RequestParam String event,
            @RequestParam(defaultValue = "") String amount,
            Model model,
            Locale locale) {
        Map<String, Object> body = new HashMap<>();
        body.put("taxId", taxId);
        body.put("event", event);
        try {
            if (!amount.isBlank()) {
                body.put(
                        event.equals("QUOTA") ? "monthlyAmount" : "amount",
                        Double.valueOf(amount.strip().replace(",", "")));
            }
            String stage = event.equals("INVOICE") ? "MID" : "PRE";
            model.addAttribute(
                    "answer", json.readTree(checks.check(stage, body, null).body()));
        } catch (NumberFormatException e) {
            problem(
                    model,
                    messages.getMessage(
                            "risk.form.number",
                            new Object[] {messages.getMessage("risk.check.amount", null, locale), amount},
                            locale));
        } catch (Refusal refusal) {
            problem(model, messages.getMessage(refusal.getMessage(), refusal.arguments(), locale));
        }
        model.addAttribute("taxId", taxId);
        model.addAttribute("event", event);
        model.addAttribute("amount", amount);
        return list(null, model);
    }

    @PostMapping("/risk/checks/clients")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String admit(
            @RequestParam String login,
            @RequestParam int perDay,
            @RequestParam(defaultValue = "") String callbackUrl,
            Model model,
            Locale locale) {
        try {
            clients.admit(login, perDay, callbackUrl);
            return "redirect:/risk/checks";
        } catch (Refusal refusal) {
            problem(model, messages.getMessage(refusal.getMessage(), refusal.arguments(), locale));
            return list(null, model);
        }
    }

    private static void problem(Model model, String words) {
        model.addAttribute("problems", List.of(words));
    }
}
