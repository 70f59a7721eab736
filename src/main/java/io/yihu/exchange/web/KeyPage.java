package io.yihu.exchange.web;

import io.yihu.exchange.ApiKeyService;
import io.yihu.exchange.Feeds;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keys of other systems. */
@Controller
@RolesAllowed(Roles.SYSTEM_ADMIN)
@RequiredArgsConstructor
class KeyPage {
    private final ApiKeyService keys;
    private final Feeds feeds;
    private final YihuClock clock;

    @GetMapping("/exchange/keys")
    String list(Model model) {
        model.addAttribute("keys", keys.list());
        model.addAttribute("at", clock.instant());
        model.addAttribute("schemas", feeds.schemas());
        model.addAttribute("definitions", feeds.definitions());
        return "exchange/keys";
    }

    /** The key is on this answer only: no redirect may carry it, no page shows it again. */
    @PostMapping("/exchange/keys")
    String create(
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> feed,
            @RequestParam(required = false) Integer days,
            Model model) {
        model.addAttribute("made", keys.create(name, feed, days));
        return list(model);
    }

    @PostMapping("/exchange/keys/{id}/revoke")
    String revoke(@PathVariable long id, RedirectAttributes redirect) {
        keys.revoke(id);
        return "redirect:/exchange/keys";
    }
}
