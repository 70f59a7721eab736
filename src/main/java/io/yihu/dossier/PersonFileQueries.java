package io.yihu.dossier;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People of a taxpayer and taxpayers of a person. */
@Component("dossierPersonQueries")
@RequiredArgsConstructor
public class PersonFileQueries {
    private static final int MOST_ROWS = 300;
    private final JdbcClient jdbc;

    /** A natural person as far as a file may show it; illness never appears. */
    public record Person(long id, String name, LocalDate birth, String sex, String idMasked) {
        Person seenBy(Actor actor) {
            return new Person(id, NameMask.shown(name, actor), birth, sex, idMasked);
        }
    }

    /** A role a person holds or held at a taxpayer. */
    public record Role(
            long personId,
            String personName,
            String idMasked,
            String role,
            LocalDate validFrom,
            LocalDate validTo,
            BigDecimal sharePct,
            String regSerial,
            String source,
            Long batchId,
            Long lineNo) {
        Role seenBy(Actor actor) {
            return new Role(
                    personId,
                    NameMask.shown(personName, actor),
                    idMasked,
                    role,
                    validFrom,
                    validTo,
                    sharePct,
                    regSerial,
                    source,
                    batchId,
                    lineNo);
        }
    }

    /**
     * A taxpayer reached through a person.
     *
     * @param visible whether the actor may open it; without that no level
     */
    public record Enterprise(
            long personId,
            String personName,
            long subjectId,
            String subjectName,
            String taxId,
            String statusZh,
            String statusEn,
            String province,
            String role,
            LocalDate validFrom,
            LocalDate validTo,
            boolean visible,
            String level) {
        Enterprise seenBy(Actor actor) {
            return new Enterprise(
                    personId,
                    NameMask.shown(personName, actor),
                    subjectId,
                    subjectName,
                    taxId,
                    statusZh,
                    statusEn,
                    province,
                    role,
                    validFrom,
                    validTo,
                    visible,
                    level);
        }
    }

    /** Those in office first; with a day, only the roles that ran on it. */
    public List<Role> roles(long subjectId, LocalDate asOf) {
        Actor actor = CurrentActor.get();
        return jdbc
                .sql("""
                        select p.id as person_id, p.name as person_name, p.id_masked, r.role, r.valid_from, r.valid_to, r.share_pct,
                          r.reg_serial, r.source, r.batch_id, r.line_no
                        from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                        where r.subject_id = :id and (cast(:day as date) is null
                          or coalesce(r.valid_from, date '0001-01-01') <= :day and coalesce(r.valid_to, date '9999-12-31') > :day)
                        order by (r.valid_to is null) desc,
                          array_position(array['LEGAL_REP','FIN_OFFICER','TAX_AGENT','INVOICE_COLLECTOR','SHAREHOLDER'], r.role),
                          r.valid_from desc nulls last, p.id limit :most""")
                .param("id", subjectId)
                .param("day", asOf, java.sql.Types.DATE)
                .param("most", MOST_ROWS)
                .query(Role.class)
                .list()
                .stream()
                .map(role -> role.seenBy(actor))
                .toList();
    }

    /** Other taxpayers of the people of this one; with a day, by the roles that ran on it. */
    public List<Enterprise> others(long subjectId, LocalDate asOf) {
        return enterprises(
                "r.person_id in (select x.person_id from taxpayer.v_person_role x where x.subject_id = :key"
                        + PastDay.ran("x", asOf) + ") and r.subject_id <> :key" + PastDay.ran("r", asOf),
                subjectId,
                asOf);
    }

    /** All taxpayers of one person. */
    public List<Enterprise> of(long personId) {
        return enterprises("r.person_id = :key", personId, null);
    }

    Optional<Person> find(long personId) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select p.id, p.name, p.birth, p.sex, p.id_masked from taxpayer.v_person p
                        where p.id = :id and exists (
                          select 1 from taxpayer.v_person_role r join taxpayer.v_subject s on s.id = r.subject_id
                          where r.person_id = p.id and\s""" + Visibility.OF_SUBJECT + ")")
                .params(Visibility.of(actor))
                .param("id", personId)
                .query(Person.class)
                .optional()
                .map(person -> person.seenBy(actor));
    }

    private List<Enterprise> enterprises(String condition, long key, LocalDate asOf) {
        Actor actor = CurrentActor.get();
        return jdbc
                .sql("""
                        with reached as (
                          select r.person_id, p.name as person_name, s.id as subject_id, s.name as subject_name, s.tax_id,
                            st.name_zh as status_zh, st.name_en as status_en, d.name as province, r.role, r.valid_from, r.valid_to,
                            {visible} as visible
                          from taxpayer.v_person_role r
                          join taxpayer.v_person p on p.id = r.person_id
                          join taxpayer.v_subject s on s.id = r.subject_id
                          left join taxpayer.v_status st on st.code = s.status
                          left join organization.v_division d on d.code = left(s.division_code, 2)
                          where {condition} limit :most)
                        select r.*, case when r.visible then l.level end as level
                        from reached r {level}
                        order by person_id, (valid_to is null) desc, valid_from desc nulls last, subject_id""".replace("{visible}", Visibility.OF_SUBJECT)
                        .replace("{condition}", condition)
                        .replace("{level}", PastDay.level("r.subject_id", asOf)))
                .params(Visibility.of(actor))
                .params(PastDay.of(asOf))
                .param("key", key)
                .param("most", MOST_ROWS)
                .query(Enterprise.class)
                .list()
                .stream()
                .map(enterprise -> enterprise.seenBy(actor))
                .toList();
    }
}
