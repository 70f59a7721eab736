package io.yihu.taxpayer.resolve.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Reads registrations: all of them in portions, or a neighbourhood at once. */
@Component
@RequiredArgsConstructor
class RegisterQueries {
    private static final int AT_ONCE = 20_000;
    private static final int SAME_KEY = 60;
    private static final String COLUMNS = """
            r.reg_serial, r.party_id, r.tax_id, r.uscc, r.legacy_tax_id, r.name, r.subject_kind, r.registration_type, r.status,
              r.industry_code, r.division_code, r.address_norm, r.phone, l.person,
              coalesce(r.open_date, r.register_date) - date '1970-01-01', r.close_date - date '1970-01-01'""";
    private static final String PERSON = "coalesce(p.id_hash, 'P' || p.id)";

    private final JdbcTemplate jdbc;

    /** All registrations; only inside a transaction, so that rows come in portions. */
    Register all() {
        return read("""
                select %s from taxpayer.registration r left join (
                  select distinct on (o.reg_serial) o.reg_serial, %s as person
                  from taxpayer.person_role o join taxpayer.person p on p.id = o.person_id where o.role = 'LEGAL_REP'
                  order by o.reg_serial, o.valid_to desc nulls first, o.valid_from desc nulls last) l on l.reg_serial = r.reg_serial""".formatted(COLUMNS, PERSON));
    }

    /**
     * Some registrations and all that share an id, name, address, telephone or legal representative with one of them, in one
     * statement: for a single newcomer a temporary table would cost more than the search.
     */
    Register near(List<String> asked) {
        return read("""
                with near as materialized (
                  select distinct x.reg_serial from unnest(?::text[]) b (reg_serial)
                  join taxpayer.registration r on r.reg_serial = b.reg_serial
                  cross join lateral (
                    select r.reg_serial
                    union all (select o.reg_serial from taxpayer.registration o where o.org_code = r.org_code limit %1$d)
                    union all (select o.reg_serial from taxpayer.registration o where o.uscc = r.uscc limit %1$d)
                    union all (select o.reg_serial from taxpayer.registration o where o.phone = r.phone limit %1$d)
                    union all (select o.reg_serial from taxpayer.registration o where o.address_norm = r.address_norm limit %1$d)
                    union all (select o.reg_serial from taxpayer.registration o where o.name_norm = r.name_norm limit %1$d)
                    union all (select q.reg_serial from taxpayer.person_role m join taxpayer.person p on p.id = m.person_id
                      cross join lateral (select p.id union select t.id from taxpayer.person t where t.id_hash = p.id_hash) s
                      join taxpayer.person_role q on q.person_id = s.id and q.role = 'LEGAL_REP'
                      where m.reg_serial = r.reg_serial and m.role = 'LEGAL_REP' limit %1$d)) x)
                select %2$s from near n join taxpayer.registration r on r.reg_serial = n.reg_serial left join lateral (
                  select %3$s as person from taxpayer.person_role o join taxpayer.person p on p.id = o.person_id
                  where o.role = 'LEGAL_REP' and o.reg_serial = r.reg_serial
                  order by o.valid_to desc nulls first, o.valid_from desc nulls last limit 1) l on true""".formatted(SAME_KEY, COLUMNS, PERSON), new Object[] {asked.toArray(String[]::new)});
    }

    private Register read(String sql, Object... arguments) {
        Register register = new Register();
        JdbcTemplate portions = new JdbcTemplate(jdbc.getDataSource());
        portions.setFetchSize(AT_ONCE);
        portions.query(
                sql,
                (RowCallbackHandler) row -> register.add(new Register.Row(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        (Integer) row.getObject(15),
                        (Integer) row.getObject(16))),
                arguments);
        return register;
    }

    private static final String CHANGES = """
            select 'ER-T1', a.id, b.id, a.tax_id, b.tax_id, c.change_date, c.reg_serial from taxpayer.change c
            join taxpayer.party a on a.id = taxpayer.party_id(c.old_value)
            join taxpayer.party b on b.id = taxpayer.party_id(c.new_value) where c.item = 'TAX_ID'""";
    private static final String FORMER = """
            select 'ER-T3', f.party_id, f.new_party_id, f.tax_id, f.new_tax_id, null::date, f.reg_serial
            from taxpayer.former_tax_id f where true""";

    /** All changes of tax ids between known parties. */
    List<IdChange> changes() {
        return jdbc.query(CHANGES + " union " + FORMER, (row, n) -> change(row));
    }

    /** Changes of tax ids that touch some parties, or what other changes lead to from them. */
    List<IdChange> changes(Collection<Long> parties) {
        Long[] reached = closeOverChanges(parties);
        return jdbc.query(
                CHANGES + " and taxpayer.party_id(c.old_value) = any(?) union " + CHANGES
                        + " and taxpayer.party_id(c.new_value) = any(?) union " + FORMER
                        + " and f.party_id = any(?) union " + FORMER + " and f.new_party_id = any(?)",
                (row, n) -> change(row),
                reached,
                reached,
                reached,
                reached);
    }

    /** Parties and all that changes of ids lead to from them: a circle shows only when it is whole. */
    private Long[] closeOverChanges(Collection<Long> parties) {
        return jdbc.queryForList("""
                        with recursive reached (party_id) as (
                          select unnest(?::bigint[])
                          union
                          select x.party_id from reached a cross join lateral (
                            select taxpayer.party_id(c.new_value) as party_id from taxpayer.change c
                            where c.item = 'TAX_ID' and taxpayer.party_id(c.old_value) = a.party_id
                            union all
                            select taxpayer.party_id(c.old_value) from taxpayer.change c
                            where c.item = 'TAX_ID' and taxpayer.party_id(c.new_value) = a.party_id) x
                          where x.party_id is not null)
                        select party_id from reached""", Long.class, new Object[] {parties.toArray(Long[]::new)})
                .toArray(Long[]::new);
    }

    private static IdChange change(ResultSet row) throws SQLException {
        return new IdChange(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, java.time.LocalDate.class),
                row.getString(7));
    }
}
