package io.yihu.taxpayer.resolve.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Reads registrations in bulk; the table {@code near} holds the register serials of a neighbourhood. */
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

    Register near() {
        return read("""
                select %s from near n join taxpayer.registration r on r.reg_serial = n.reg_serial left join lateral (
                  select %s as person from taxpayer.person_role o join taxpayer.person p on p.id = o.person_id
                  where o.role = 'LEGAL_REP' and o.reg_serial = r.reg_serial
                  order by o.valid_to desc nulls first, o.valid_from desc nulls last limit 1) l on true""".formatted(COLUMNS, PERSON));
    }

    /**
     * Fills {@code near} with some registrations and all that share an id, name, address, telephone or legal representative with
     * one of them.
     *
     * @param some SQL that yields {@code reg_serial}
     */
    void gather(String some) {
        jdbc.execute("drop table if exists searched_registration, near");
        jdbc.execute("create temp table searched_registration on commit drop as " + some);
        jdbc.execute("analyze searched_registration");
        jdbc.execute("""
                create temp table near on commit drop as
                select distinct x.reg_serial from searched_registration b join taxpayer.registration r on r.reg_serial = b.reg_serial
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
                    where m.reg_serial = r.reg_serial and m.role = 'LEGAL_REP' limit %1$d)) x""".formatted(SAME_KEY));
        jdbc.execute("analyze near");
    }

    private Register read(String sql) {
        Register register = new Register();
        JdbcTemplate portions = new JdbcTemplate(jdbc.getDataSource());
        portions.setFetchSize(AT_ONCE);
        portions.query(sql, (RowCallbackHandler) row -> register.add(new Register.Row(
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
                (Integer) row.getObject(16))));
        return register;
    }

    /**
     * Changes of tax ids between known parties.
     *
     * @param near only those that touch a party of {@code near}
     */
    List<IdChange> changes(boolean near) {
        if (near) {
            closeOverChanges();
        }
        String parties = "select party_id from near_party";
        String old = near ? " and taxpayer.party_id(c.old_value) in (" + parties + ")" : "";
        String newer = near ? " and taxpayer.party_id(c.new_value) in (" + parties + ")" : "";
        String changes = """
                select 'ER-T1', a.id, b.id, a.tax_id, b.tax_id, c.change_date, c.reg_serial from taxpayer.change c
                join taxpayer.party a on a.id = taxpayer.party_id(c.old_value)
                join taxpayer.party b on b.id = taxpayer.party_id(c.new_value) where c.item = 'TAX_ID'""";
        String former = """
                select 'ER-T3', f.party_id, f.new_party_id, f.tax_id, f.new_tax_id, null::date, f.reg_serial
                from taxpayer.former_tax_id f where true""";
        String sql = near
                ? changes + old + " union " + changes + newer + " union " + former + " and f.party_id in (" + parties
                        + ") union " + former + " and f.new_party_id in (" + parties + ")"
                : changes + " union " + former;
        return jdbc.query(sql, (row, n) -> change(row));
    }

    /** Parties of the neighbourhood and all that changes of ids lead to from them: a circle shows only when it is whole. */
    private void closeOverChanges() {
        jdbc.execute("drop table if exists near_party");
        jdbc.execute("""
                create temp table near_party on commit drop as
                with recursive reached (party_id) as (
                  select r.party_id from near n join taxpayer.registration r on r.reg_serial = n.reg_serial
                  union
                  select x.party_id from reached a cross join lateral (
                    select taxpayer.party_id(c.new_value) as party_id from taxpayer.change c
                    where c.item = 'TAX_ID' and taxpayer.party_id(c.old_value) = a.party_id
                    union all
                    select taxpayer.party_id(c.old_value) from taxpayer.change c
                    where c.item = 'TAX_ID' and taxpayer.party_id(c.new_value) = a.party_id) x
                  where x.party_id is not null)
                select party_id from reached""");
        jdbc.execute("analyze near_party");
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
