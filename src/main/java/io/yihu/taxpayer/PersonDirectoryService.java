package io.yihu.taxpayer;

import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens the file of a person; every opening leaves a trail row. */
@Service
@RequiredArgsConstructor
public class PersonDirectoryService {
    private final PersonQueries persons;

    /** Refuses with "not found" what does not exist or is out of scope. */
    @Traced(value = "taxpayer.person.open", read = true)
    public PersonHead open(long id) {
        Trail.object("person", id);
        return persons.find(id).orElseThrow(Refusal::notFound);
    }

    @Transactional(readOnly = true)
    public List<PersonRoleRow> roles(long id) {
        return persons.roles(id);
    }

    @Transactional(readOnly = true)
    public long rolesElsewhere(long id) {
        return persons.rolesElsewhere(id);
    }
}
