package io.yihu.guidance;

import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may sign for a taxpayer today: legal representative, finance officer, tax agent, invoice collector. */
@Component
@RequiredArgsConstructor
public class FourPersons {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One person in one of the four roles. */
    public record Signer(long personId, String personNo, String name, String role) {}

    public List<Signer> of(long subjectId) {
        return jdbc.sql("""
                        select distinct on (x.n, p.id) p.id as person_id, p.person_no, p.name, r.role
                        from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                        join unnest(:roles::text[]) with ordinality x (role, n) on x.role = r.role
                        where r.subject_id = :subject and (r.valid_from is null or r.valid_from <= :today)
                          and (r.valid_to is null or r.valid_to >= :today) and not coalesce(p.death_flag, false)
                        order by x.n, p.id""")
                .param("roles", ServicePolicy.FOUR.toArray(String[]::new))
                .param("subject", subjectId)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .query(Signer.class)
                .list();
    }
}
