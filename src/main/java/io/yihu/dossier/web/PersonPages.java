package io.yihu.dossier.web;

import io.yihu.dossier.PersonFileQueries;
import io.yihu.dossier.PersonFileQueries.Enterprise;
import io.yihu.dossier.SeeThroughQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A natural person's file: roles over time, taxpayers behind, own tax data to a purpose. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
@RequiredArgsConstructor
class PersonPages {
    private final SubjectFileService files;
    private final PersonFileQueries persons;
    private final SeeThroughQueries walks;
    private final PeopleCharts charts;

    @GetMapping("/person/{id}")
    String person(
            @PathVariable long id,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(defaultValue = "") Set<String> expand,
            Locale locale,
            Model model) {
        model.addAttribute("person", files.openPerson(id));
        return show(id, depth, expand, locale, model);
    }

    /** The answer is this page once more and nothing that can be opened again by its address. */
    @PostMapping("/person/{id}/sensitive")
    String sensitive(
            @PathVariable long id,
            @RequestParam String purpose,
            @RequestParam String note,
            Locale locale,
            Model model) {
        model.addAttribute("sensitive", files.openSensitive(id, purpose, note));
        model.addAttribute("person", files.openPerson(id));
        model.addAttribute("purpose", purpose);
        model.addAttribute("note", note.strip());
        return show(id, 2, Set.of(), locale, model);
    }

    private String show(long id, int depth, Set<String> expand, Locale locale, Model model) {
        List<Enterprise> enterprises = persons.of(id);
        model.addAttribute("enterprises", enterprises);
        model.addAttribute("spans", charts.spans(enterprises, locale));
        model.addAttribute("purposes", SubjectFileService.PURPOSES);
        seeThrough(walks, charts, "p" + id, "/person/" + id, depth, expand, null, locale, model);
        return "dossier/person";
    }

    static void seeThrough(
            SeeThroughQueries walks,
            PeopleCharts charts,
            String start,
            String page,
            int depth,
            Set<String> expand,
            LocalDate asOf,
            Locale locale,
            Model model) {
        var walk = walks.from(start, depth, expand, asOf);
        model.addAttribute("walk", walk);
        model.addAttribute("graph", charts.graph(walk, page, expand, locale));
        model.addAttribute("graphPage", page);
        model.addAttribute("expand", String.join(",", expand));
        model.addAttribute(
                "walkNames",
                walk.nodes().stream()
                        .collect(java.util.stream.Collectors.toMap(node -> node.key(), node -> node.name())));
    }
}
