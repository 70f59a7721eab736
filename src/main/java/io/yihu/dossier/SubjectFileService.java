package io.yihu.dossier;

import io.yihu.exchange.LineageQueries;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Opens files; each opening is a read of sensitive data and leaves a row. */
@Service
@RequiredArgsConstructor
public class SubjectFileService {
    /** Why sensitive parts of a person's file may be looked at. */
    public static final List<String> PURPOSES = List.of("TASK", "VERIFY", "INSPECTION", "COOPERATION");

    private static final int SHORTEST_NOTE = 4;
    private final SubjectFileQueries subjects;
    private final PersonFileQueries persons;
    private final StaffFileQueries staff;
    private final OriginQueries origins;
    private final PersonSensitiveQueries sensitive;

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

    /** What a person earns, scores and may do is shown to a stated purpose only, which stays in the trail; never an illness. */
    @Traced(value = "dossier.person.sensitive", read = true)
    public PersonSensitiveQueries.Sensitive openSensitive(long personId, String purpose, String note) {
        PersonFileQueries.Person person = persons.find(personId).orElseThrow(Refusal::notFound);
        Trail.object("person", person.id());
        if (!PURPOSES.contains(purpose) || note == null || note.strip().length() < SHORTEST_NOTE) {
            throw Refusal.invalid("dossier.sensitive.purpose", SHORTEST_NOTE);
        }
        Trail.note("purpose", purpose);
        Trail.note("note", note.strip());
        return sensitive.of(personId);
    }

    /** The record behind a row of the file, as it was sent. */
    @Traced(value = "dossier.origin.view", read = true)
    public LineageQueries.Origin openOrigin(long subjectId, long batchId, long line) {
        SubjectHead head = subjects.head(subjectId).orElseThrow(Refusal::notFound);
        Trail.object("batch", batchId);
        Trail.subject(head.id());
        Trail.note("line", line);
        return origins.of(head.id(), batchId, line);
    }

    /** An officer's file is open to the officer and to the chain of command. */
    @Traced(value = "dossier.staff.view", read = true)
    public StaffFileQueries.Staff openStaff(long officerId) {
        StaffFileQueries.Staff found = staff.find(officerId).orElseThrow(Refusal::notFound);
        Trail.object("staff", officerId);
        return found;
    }
}
