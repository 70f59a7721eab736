package io.yihu.dossier.web;

import io.yihu.dossier.OfficeFileQueries;
import io.yihu.dossier.StaffFileQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.performance.ScoreQueries;
import io.yihu.performance.ScoreRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Files of an office and an officer. */
@Controller
@RequiredArgsConstructor
class OtherFilePages {
    private final SubjectFileService files;
    private final OfficeFileQueries offices;
    private final StaffFileQueries staff;
    private final ScoreQueries scores;

    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
    @GetMapping("/office/{id}")
    String office(@PathVariable long id, Model model) {
        OfficeFileQueries.Office office = offices.find(id).orElseThrow(Refusal::notFound);
        model.addAttribute("office", office);
        model.addAttribute("children", offices.children(id));
        model.addAttribute("officers", offices.officers(id));
        model.addAttribute("grids", offices.grids(id));
        model.addAttribute("levels", offices.levels(office.path()));
        model.addAttribute("scores", latest(period -> scores.ofOffice(id, period)));
        return "dossier/office";
    }

    /** Whose file it may be is decided by the query: one's own, or one in the own chain of command. */
    @PreAuthorize("isAuthenticated()")
    @GetMapping("/staff/{id}")
    String staff(@PathVariable long id, Model model) {
        StaffFileQueries.Staff head = files.openStaff(id);
        model.addAttribute("staff", head);
        model.addAttribute("posts", staff.posts(id));
        model.addAttribute("skills", staff.skills(id));
        model.addAttribute("grids", staff.grids(id));
        model.addAttribute("tasks", staff.openTasks(id));
        model.addAttribute("load", staff.load(head));
        model.addAttribute("scores", latest(period -> scores.ofStaff(id, period)));
        return "dossier/staff";
    }

    private List<ScoreRow> latest(Function<LocalDate, List<ScoreRow>> rows) {
        return scores.latestPeriod().map(rows).orElse(List.of());
    }
}
