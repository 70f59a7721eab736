package io.yihu.exchange.web;

import io.yihu.exchange.connector.ConnectorQueries;
import io.yihu.exchange.connector.ConnectorService;
import io.yihu.platform.NavItem;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Databases of the national platform: their mapping tables, how far each data set was taken, and taking what is new. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
@RequiredArgsConstructor
class ConnectorPage {
    private static final int SHOWN = 30;
    private final ConnectorQueries queries;
    private final ConnectorService service;

    @GetMapping("/exchange/connectors")
    String list(Model model) {
        model.addAttribute("connectors", queries.all());
        model.addAttribute("pulls", queries.pulls(SHOWN));
        return "exchange/connectors";
    }

    @PostMapping("/exchange/connectors/{code}/pull")
    String pull(@PathVariable String code, Model model) {
        try {
            service.pull(code);
        } catch (Refusal refusal) {
            return refused(refusal, model);
        }
        return "redirect:/exchange/connectors";
    }

    @PostMapping("/exchange/connectors/{code}/rewind")
    String rewind(
            @PathVariable String code,
            @RequestParam String set,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        try {
            service.rewind(code, set, reason);
        } catch (Refusal refusal) {
            return refused(refusal, model);
        }
        return "redirect:/exchange/connectors";
    }

    private String refused(Refusal refusal, Model model) {
        if (refusal.asksReason() || refusal.getMessage().startsWith("platform.")) {
            throw refusal;
        }
        model.addAttribute("refusal", refusal);
        return list(model);
    }

    @Bean
    static NavItem connectorsNav() {
        return new NavItem(
                "data",
                15,
                "exchange.connectors.title",
                "/exchange/connectors",
                List.of(Roles.SYSTEM_ADMIN, Roles.SUPERVISOR));
    }
}
