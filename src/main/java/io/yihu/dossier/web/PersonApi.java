package io.yihu.dossier.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.yihu.dossier.PersonFileQueries;
import io.yihu.dossier.PersonSensitiveQueries;
import io.yihu.dossier.SeeThrough;
import io.yihu.dossier.SeeThroughQueries;
import io.yihu.dossier.SubjectFileService;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Persons and see-through walks as JSON, by the same queries and rights as the pages. */
@Tag(name = "persons", description = "一人式 · One person")
@RestController
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.API_CLIENT})
@RequiredArgsConstructor
class PersonApi {
    private final SubjectFileService files;
    private final PersonFileQueries persons;
    private final SeeThroughQueries walks;

    /** A person with the taxpayers behind; {@code sensitive} only to a purpose. */
    record Answer(
            PersonFileQueries.Person person,
            List<PersonFileQueries.Enterprise> enterprises,
            PersonSensitiveQueries.Sensitive sensitive) {}

    @Operation(summary = "自然人及其任职企业 · A person and the taxpayers behind")
    @GetMapping("/api/v1/persons/{id}")
    Answer person(
            @PathVariable long id,
            @RequestParam(required = false) String purpose,
            @RequestParam(required = false) String note) {
        return new Answer(
                files.openPerson(id), persons.of(id), purpose == null ? null : files.openSensitive(id, purpose, note));
    }

    @Operation(summary = "由人穿透 · See-through walk from a person")
    @GetMapping("/api/v1/persons/{id}/see-through")
    SeeThrough ofPerson(
            @PathVariable long id,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(defaultValue = "") Set<String> expand) {
        files.openPerson(id);
        return walks.from("p" + id, depth, expand);
    }

    @Operation(summary = "由户穿透 · See-through walk from a taxpayer")
    @GetMapping("/api/v1/subjects/{id}/see-through")
    SeeThrough ofSubject(
            @PathVariable long id,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(defaultValue = "") Set<String> expand) {
        files.open(id, "see-through");
        return walks.from("s" + id, depth, expand);
    }
}
