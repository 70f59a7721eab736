package io.yihu.task.web;

import io.yihu.platform.Roles;
import io.yihu.task.FairnessQueries;
import io.yihu.task.ProofQueries;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** How evenly work lies, and the proof that every officer may have what he has. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class FairnessPages {
    private static final int MOST = 100;
    private final FairnessQueries fairness;
    private final ProofQueries proof;
    private final MessageSource messages;
    private final JsonMapper json;

    @GetMapping("/task/fairness")
    String fairness(Model model, Locale locale) {
        FairnessQueries.Fairness found = fairness.fairness();
        ProofQueries.Proof proven = proof.proof();
        model.addAttribute("fairness", found);
        model.addAttribute("chart", chart(found.bands(), locale));
        model.addAttribute("proof", proven);
        model.addAttribute("broken", proven.holds() ? List.of() : proof.broken(MOST));
        model.addAttribute("most", MOST);
        return "task/fairness";
    }

    private String chart(List<Integer> bands, Locale locale) {
        List<String> x = IntStream.range(0, bands.size())
                .mapToObj(i -> i * 10 + (i == bands.size() - 1 ? "%+" : "–" + (i * 10 + 10) + "%"))
                .toList();
        String officers = messages.getMessage("task.fairness.officers", null, locale);
        return json.writeValueAsString(Map.of(
                "kind",
                "bar",
                "title",
                messages.getMessage("task.fairness.bands", null, locale),
                "x",
                x,
                "xName",
                messages.getMessage("grid.saturation", null, locale),
                "yName",
                officers,
                "series",
                List.of(Map.of("name", officers, "values", bands))));
    }
}
