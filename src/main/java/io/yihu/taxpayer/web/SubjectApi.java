package io.yihu.taxpayer.web;

import io.yihu.platform.Roles;
import io.yihu.taxpayer.PersonDirectoryService;
import io.yihu.taxpayer.PersonHead;
import io.yihu.taxpayer.PersonRoleRow;
import io.yihu.taxpayer.RegistrationRow;
import io.yihu.taxpayer.SubjectHead;
import io.yihu.taxpayer.SubjectQueries;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Taxpayers and persons as JSON, by the same queries and rights as the pages. */
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
class SubjectApi {
    private final SubjectQueries subjects;
    private final PersonDirectoryService persons;

    /** Head, registrations and people of a taxpayer. */
    record SubjectAnswer(SubjectHead subject, List<RegistrationRow> registrations, List<PersonRoleRow> people) {}

    /** A person, the roles within scope, and how many there are elsewhere. */
    record PersonAnswer(PersonHead person, List<PersonRoleRow> roles, long rolesElsewhere) {}

    @GetMapping("/subjects/{id}")
    SubjectAnswer subject(@PathVariable long id) {
        SubjectHead head = subjects.require(id);
        return new SubjectAnswer(head, subjects.registrations(id), subjects.people(id));
    }

    @GetMapping("/persons/{id}")
    PersonAnswer person(@PathVariable long id) {
        PersonHead person = persons.open(id);
        return new PersonAnswer(person, persons.roles(id), persons.rolesElsewhere(id));
    }
}
