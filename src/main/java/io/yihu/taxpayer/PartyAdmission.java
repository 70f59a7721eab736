package io.yihu.taxpayer;

import io.yihu.platform.Refusal;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets unknown tax ids in as external parties with a subject of their own; a registration may claim them later. */
@Component
@RequiredArgsConstructor
public class PartyAdmission {
    private static final String ADMISSION_LOCK = "select pg_advisory_xact_lock(hashtextextended('taxpayer.party', 0))";
    private static final int WORTH_STATISTICS = 1000;
    private final JdbcClient jdbc;

    /**
     * Set-based, inside the caller's transaction; refuses two tax ids with one digest.
     *
     * @param candidates SQL that yields {@code tax_id} and {@code name} (may be null), repeats allowed
     * @return number of new parties
     */
    public long admit(String candidates) {
        jdbc.sql("drop table if exists admission").update();
        jdbc.sql("""
                        create temp table admission on commit drop as
                        select taxpayer.party_id(tax_id) as party_id, tax_id, max(name collate "C") as name
                        from (select taxpayer.norm_tax_id(c.tax_id) as tax_id, nullif(c.name, '') as name from (%s) c) n
                        where tax_id is not null group by tax_id""".formatted(candidates)).update();
        jdbc.sql("analyze admission").update();
        jdbc.sql(ADMISSION_LOCK).query(rs -> {});
        refuseCollisions();
        jdbc.sql("""
                        update taxpayer.subject s set name = a.name, name_norm = taxpayer.norm_name(a.name)
                        from admission a join taxpayer.party p on p.id = a.party_id
                        where s.id = p.subject_id and s.external and s.name = s.tax_id and a.name <> s.name""").update();
        long admitted = jdbc.sql("""
                        with subjects as (
                          insert into taxpayer.subject (name, name_norm, tax_id, external)
                          select coalesce(a.name, a.tax_id), taxpayer.norm_name(coalesce(a.name, a.tax_id)), a.tax_id, true
                          from admission a where not exists (select from taxpayer.party p where p.id = a.party_id)
                          returning id, tax_id),
                        parties as (
                          insert into taxpayer.party (id, tax_id, subject_id, home_subject_id, external)
                          select taxpayer.party_id(tax_id), tax_id, id, id, true from subjects
                          returning id, subject_id)
                        insert into taxpayer.party_subject (party_id, subject_id, rule, score, decided_by)
                        select id, subject_id, 'SELF', 1, 'AUTO' from parties""").update();
        if (admitted > WORTH_STATISTICS) {
            jdbc.sql("select taxpayer.refresh_party_statistics()").query(rs -> {});
        }
        return admitted;
    }

    private void refuseCollisions() {
        jdbc.sql("""
                        select min(tax_id) as one, max(tax_id) as other from (
                          select party_id, tax_id from admission
                          union all select p.id, p.tax_id from taxpayer.party p join admission a on a.party_id = p.id) x
                        group by party_id having min(tax_id) <> max(tax_id) limit 1""")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .optional()
                .ifPresent(pair -> {
                    throw Refusal.conflict("taxpayer.party.collision", pair[0], pair[1]);
                });
    }
}
