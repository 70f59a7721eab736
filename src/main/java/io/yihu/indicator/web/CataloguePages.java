package io.yihu.indicator.web;

import io.yihu.indicator.CatalogueQueries;
import io.yihu.indicator.CatalogueService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The indicator library; thresholds and weights for the model role only, each look traced. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class CataloguePages {
    private final CatalogueQueries catalogue;
    private final CatalogueService secrets;

    @GetMapping("/indicator/catalogue")
    String list(Model model) {
        model.addAttribute("entries", catalogue.all());
        if (CurrentActor.get().has(Roles.MODEL_ADMIN)) {
            model.addAttribute("weights", secrets.weights());
        }
        return "indicator/catalogue";
    }

    @GetMapping("/indicator/catalogue/{code}")
    String one(@PathVariable String code, Model model) {
        model.addAttribute("entry", catalogue.byCode(code));
        if (CurrentActor.get().has(Roles.MODEL_ADMIN)) {
            model.addAttribute("thresholds", secrets.thresholds(code));
        }
        return "indicator/indicator";
    }
}
