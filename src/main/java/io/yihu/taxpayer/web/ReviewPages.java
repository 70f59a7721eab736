package io.yihu.taxpayer.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.taxpayer.link.PairView;
import io.yihu.taxpayer.link.ReviewQueries;
import io.yihu.taxpayer.link.ReviewService;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The review desk: pairs that wait, one pair side by side, and what a person says about it. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class ReviewPages {
    private static final int PAGE = 50;
    private final ReviewQueries queue;
    private final ReviewService review;
    private final Answers answers;

    @GetMapping("/taxpayer/review")
    String list(QueueQuery query, @RequestParam(required = false) String after, Model model) {
        var slice = queue.queue(query.filter(), after, PAGE);
        model.addAttribute("pairs", slice.rows());
        model.addAttribute("waiting", queue.waiting());
        model.addAttribute("query", query);
        model.addAttribute("search", query.url("", null));
        model.addAttribute("next", slice.next() == null ? null : query.url("/taxpayer/review", slice.next()));
        return "taxpayer/review";
    }

    @GetMapping("/taxpayer/review/{id}")
    String pair(@PathVariable long id, QueueQuery query, Model model) {
        PairView pair = review.open(id);
        model.addAttribute("pair", pair);
        model.addAttribute("query", query);
        model.addAttribute("list", query.url("/taxpayer/review", null));
        model.addAttribute(
                "next",
                queue.next(query.filter(), pair.place()).map(n -> url(n, query)).orElse(null));
        model.addAttribute(
                "previous",
                queue.previous(query.filter(), pair.place())
                        .map(n -> url(n, query))
                        .orElse(null));
        model.addAttribute(
                "decides",
                CurrentActor.get().has(Roles.SUPERVISOR) || CurrentActor.get().has(Roles.GRID_ADMIN));
        return "taxpayer/pair";
    }

    @PostMapping("/taxpayer/review/{id}")
    @RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
    String answer(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String choice,
            @RequestParam(required = false) String reason,
            QueueQuery query,
            RedirectAttributes flash) {
        PairView pair = review.open(id);
        String onward = queue.next(query.filter(), pair.place())
                .or(() -> queue.next(query.filter(), null).filter(first -> first != id))
                .map(next -> url(next, query))
                .orElse(query.url("/taxpayer/review", null));
        flash.addFlashAttribute("typed", reason);
        return answers.to(onward, url(id, query), flash, () -> {
            if (choice.equals("LATER")) {
                review.defer(id, version);
                return "taxpayer.review.done.LATER";
            }
            ReviewService.Answer answer = review.decide(id, version, choice.equals("SAME"), reason);
            flash.addFlashAttribute("typed", null);
            flash.addFlashAttribute("undo", answer.decision());
            return "taxpayer.review.done." + (answer.decision() == null ? "PROPOSED" : choice);
        });
    }

    private static String url(long id, QueueQuery query) {
        return query.url("/taxpayer/review/" + id, null);
    }
}
