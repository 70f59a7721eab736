package io.yihu.dossier;

import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Opens files; each opening is a read of sensitive data and leaves a row. */
@Service
@RequiredArgsConstructor
public class SubjectFileService {
    private final SubjectFileQueries subjects;
    private final PersonFileQueries persons;
    private final StaffFileQueries staff;

    /** @param part tab or answer that was looked at */
    @Traced(value = "dossier.subject.view", read = true)
    public SubjectHead open(long subjectId, String part) {
        SubjectHead head = subjects.head(subjectId).orElseThrow(Refusal::notFound);
        Trail.object("subject", subjectId);
        Trail.subject(subjectId);
        Trail.note("part", part);
        return head;
    }

    /** A person is visible through a taxpayer that is. */
    @Traced(value = "dossier.person.view", read = true)
    public PersonFileQueries.Person openPerson(long personId) {
        PersonFileQueries.Person person = persons.find(personId).orElseThrow(Refusal::notFound);
        Trail.object("person", personId);
        return person;
    }

    /** An officer's file is open to the officer and to the chain of command. */
    @Traced(value = "dossier.staff.view", read = true)
    public StaffFileQueries.Staff openStaff(long officerId) {
        StaffFileQueries.Staff found = staff.find(officerId).orElseThrow(Refusal::notFound);
        Trail.object("staff", officerId);
        return found;
    }
}
