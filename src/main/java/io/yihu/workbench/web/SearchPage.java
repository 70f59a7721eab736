package io.yihu.workbench.web;

import io.yihu.workbench.SearchService;
import io.yihu.workbench.SearchTerm;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search; a term that names exactly one thing leads straight to its file. */
@Controller
@PreAuthorize("isAuthenticated()")
@RequiredArgsConstructor
class SearchPage {
    private final SearchService searches;

    @GetMapping("/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean list,
            Model model) {
        SearchTerm term = SearchTerm.of(q);
        model.addAttribute("term", term);
        if (term.tooShort()) {
            return "workbench/search";
        }
        SearchService.Result result = searches.search(q);
        if (!list && result.only().isPresent()) {
            return "redirect:" + result.only().get().url();
        }
        model.addAttribute("groups", result.groups() == null ? List.of() : result.groups());
        return "workbench/search";
    }
}
