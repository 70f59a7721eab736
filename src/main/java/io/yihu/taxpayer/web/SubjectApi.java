package io.yihu.taxpayer.web;

import io.yihu.platform.Roles;
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

    /** Head, registrations and people of a taxpayer. */
    record SubjectAnswer(SubjectHead subject, List<RegistrationRow> registrations, List<PersonRoleRow> people) {}

    @GetMapping("/subjects/{id}")
    SubjectAnswer subject(@PathVariable long id) {
        SubjectHead head = subjects.require(id);
        return new SubjectAnswer(head, subjects.registrations(id), subjects.people(id));
    }
}
