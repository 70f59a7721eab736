package io.yihu.dossier.web;

import io.yihu.dossier.CompositionQueries;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.SubjectLinkQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What a taxpayer is made of on the day the file is looked at, who linked it, and the forms that change it. */
@Component
@RequiredArgsConstructor
class LinksTab {
    private final SubjectLinkQueries links;
    private final CompositionQueries composition;
    private final HttpServletRequest request;
    private final YihuClock clock;

    void fill(long subjectId, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        LocalDate day = day(today);
        Actor actor = CurrentActor.get();
        model.addAttribute("linksDay", day);
        model.addAttribute("linksToday", today);
        model.addAttribute("parts", links.parts(subjectId, day));
        model.addAttribute("sums", composition.byParty(subjectId, day));
        model.addAttribute("decisions", links.history(subjectId));
        model.addAttribute("openLinks", links.links(subjectId));
        model.addAttribute("successions", links.successions(subjectId));
        model.addAttribute("made", composition.months(subjectId, day));
        model.addAttribute(
                "relinks", day.equals(today) && (actor.has(Roles.SUPERVISOR) || actor.has(Roles.GRID_ADMIN)));
    }

    private LocalDate day(LocalDate today) {
        try {
            LocalDate asked = LocalDate.parse(request.getParameter("asOf"));
            return asked.isAfter(today) ? today : asked;
        } catch (DateTimeParseException | NullPointerException none) {
            return today;
        }
    }
}
