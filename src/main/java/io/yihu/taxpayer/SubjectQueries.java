package io.yihu.taxpayer;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Taxpayers as screens and answers read them, always within the actor's scope; external subjects show their head only. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class SubjectQueries {
    private final JdbcClient jdbc;

    /** Head of the file; empty when it does not exist or is out of scope. */
    public Optional<SubjectHead> find(long id) {
        return jdbc.sql("""
                        select s.*, o.name as office_name, i.name as industry_name
                        from taxpayer.v_subject s left join organization.v_office o on o.id = s.office_id
                        left join organization.v_industry i on i.code = s.industry_code
                        where s.id = :id and (s.external or o.path like :scope)""")
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .query(SubjectHead.class)
                .optional();
    }

    public SubjectHead require(long id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    /** Like {@link #require}, but what hangs on an external subject is for those who may see everything. */
    public SubjectHead requireContents(long id) {
        SubjectHead head = require(id);
        if (head.external() && !"/%".equals(CurrentActor.get().scope())) {
            throw Refusal.notFound();
        }
        return head;
    }

    /** The living subject that a merged one is part of; empty when it lives itself or is unknown. */
    public Optional<Long> survivor(long id) {
        return jdbc.sql("select merged_into from taxpayer.v_subject_merged where id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /** The subject that a tax id belonged to on a day, as it was recorded; null before the tax id was known. */
    public Optional<Long> byTaxId(String taxId, LocalDate day) {
        return jdbc.sql("""
                        select subject_id from taxpayer.v_party_subject
                        where party_id = ? and valid_from <= ? and (valid_to is null or valid_to > ?)""")
                .params(PartyId.of(taxId), day, day)
                .query(Long.class)
                .optional();
    }

    /** The subject behind a tax id within scope. */
    public Optional<Long> byTaxId(String taxId) {
        return jdbc.sql("select subject_id from taxpayer.v_party where id = ?")
                .param(PartyId.of(taxId))
                .query(Long.class)
                .optional()
                .filter(id -> find(id).isPresent());
    }

    public List<RegistrationRow> registrations(long subjectId) {
        return jdbc.sql("""
                        select reg_serial, tax_id, uscc, legacy_tax_id, name, status, taxpayer_type, office_code, register_date, notes, source,
                          batch_id, line_no
                        from taxpayer.v_registration where subject_id = ? order by register_date nulls last, reg_serial""")
                .param(subjectId)
                .query((row, n) -> new RegistrationRow(
                        row.getString("reg_serial"),
                        row.getString("tax_id"),
                        row.getString("uscc"),
                        row.getString("legacy_tax_id"),
                        row.getString("name"),
                        row.getString("status"),
                        row.getString("taxpayer_type"),
                        row.getString("office_code"),
                        row.getObject("register_date", LocalDate.class),
                        Arrays.asList((String[]) row.getArray("notes").getArray()),
                        row.getString("source"),
                        row.getLong("batch_id"),
                        row.getLong("line_no")))
                .list();
    }

    /** People of a subject, those in office first. */
    public List<PersonRoleRow> people(long subjectId) {
        return jdbc.sql("""
                        select r.person_id, p.name as person_name, p.id_masked, s.id as subject_id, s.name as subject_name, s.tax_id, r.role,
                          r.valid_from, r.valid_to, r.share_pct
                        from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id
                        join taxpayer.v_subject s on s.id = r.subject_id
                        where r.subject_id = ? order by r.valid_to desc nulls first, r.role, r.person_id""").param(subjectId).query(PersonRoleRow.class).list();
    }
}
