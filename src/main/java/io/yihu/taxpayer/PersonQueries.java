package io.yihu.taxpayer;

import io.yihu.platform.CurrentActor;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Persons and their roles; a person is visible to those who may see one of the person's taxpayers. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class PersonQueries {
    private final JdbcClient jdbc;

    public Optional<PersonHead> find(long id) {
        return jdbc.sql("""
                        select p.* from taxpayer.v_person p where p.id = :id and exists (
                          select from taxpayer.v_person_role r join taxpayer.v_subject s on s.id = r.subject_id
                          join organization.v_office o on o.id = s.office_id where r.person_id = p.id and o.path like :scope)""")
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .query(PersonHead.class)
                .optional();
    }

    /** The number a person is shown under; empty when it is this one or unknown. */
    public Optional<Long> main(long id) {
        return jdbc.sql("select main_id from taxpayer.v_person_same where person_id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /** Roles at taxpayers within scope, those in office first. */
    public List<PersonRoleRow> roles(long id) {
        return jdbc.sql("""
                        select r.person_id, p.name as person_name, p.id_masked, s.id as subject_id, s.name as subject_name, s.tax_id, r.role,
                          r.valid_from, r.valid_to, r.share_pct
                        from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                        join taxpayer.v_subject s on s.id = r.subject_id left join organization.v_office o on o.id = s.office_id
                        where r.person_id = :id and o.path like :scope
                        order by r.valid_to desc nulls first, r.role, s.id""")
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .query(PersonRoleRow.class)
                .list();
    }

    /** Roles of the person at taxpayers the actor may not see; a count only. */
    public long rolesElsewhere(long id) {
        return jdbc.sql("select count(*) from taxpayer.v_person_role where person_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                - roles(id).size();
    }
}
