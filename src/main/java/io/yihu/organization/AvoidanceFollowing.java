package io.yihu.organization;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An officer who keeps away from a taxpayer keeps away from the one it was merged into, for as long as it is merged. */
@Component
@RequiredArgsConstructor
public class AvoidanceFollowing {
    private final JdbcClient jdbc;

    /**
     * Set-based, in the caller's transaction.
     *
     * @param subjects all taxpayers whose merging changed
     * @param merged those of them that stand merged now
     * @param survivors where each of these is, in the same order
     */
    public void follow(Long[] subjects, Long[] merged, Long[] survivors, LocalDate today) {
        jdbc.sql("""
                        update organization.avoidance a set valid_to = greatest(a.valid_from, :today)
                        where a.inherited_from is not null and (a.valid_to is null or a.valid_to > :today)
                          and (a.inherited_from = any (:subjects) or a.subject_id = any (:subjects))
                          and not exists (select from unnest(:merged, :survivors) m (merged, survivor)
                            where m.merged = a.inherited_from and m.survivor = a.subject_id)""")
                .param("today", today)
                .param("subjects", subjects)
                .param("merged", merged)
                .param("survivors", survivors)
                .update();
        jdbc.sql("""
                        insert into organization.avoidance (officer_id, subject_id, relation, valid_from, valid_to, inherited_from)
                        select distinct a.officer_id, m.survivor, a.relation, :today, a.valid_to, m.merged
                        from unnest(:merged, :survivors) m (merged, survivor)
                        join organization.avoidance a on a.subject_id = m.merged and a.inherited_from is null
                          and (a.valid_to is null or a.valid_to > :today)
                        where not exists (select from organization.avoidance o where o.officer_id = a.officer_id
                          and o.subject_id = m.survivor and (o.valid_to is null or o.valid_to > :today))""")
                .param("today", today)
                .param("merged", merged)
                .param("survivors", survivors)
                .update();
    }
}
