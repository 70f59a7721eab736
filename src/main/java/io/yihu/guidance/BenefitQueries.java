package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads whom benefits fit, for pages. */
@Component
@RequiredArgsConstructor
public class BenefitQueries {
    private static final String OF = """
            from guidance.benefit_match b join taxpayer.v_subject s on s.id = b.subject_id
            join organization.v_office o on o.id = s.office_id and o.path like :scope
            left join guidance.push p on p.home_subject_id = b.subject_id and p.event = 'POLICY' and p.event_ref = b.policy || ' ' || b.period
            where b.policy = :policy and b.left_at is null and b.period = :period
            """;
    private final JdbcClient jdbc;

    /** Figures of one benefit in one period. */
    public record Counts(
            long fitting, long enjoyed, long told, long accepted, long declined, long toReview, long toTell) {}

    /** One taxpayer it fits. */
    public record Row(
            long subjectId,
            String subjectName,
            String officeName,
            String level,
            String facts,
            boolean enjoyed,
            Long pushId,
            Instant toldAt,
            Instant ackedAt,
            String choice,
            Instant reviewedAt) {
        /** One word for how far it has come. */
        public String stand() {
            if (enjoyed) {
                return "ENJOYED";
            }
            if (choice != null) {
                return choice;
            }
            if (pushId != null) {
                return ackedAt == null ? "TOLD" : "READ";
            }
            return level.equals("HIGH") && reviewedAt == null ? "TO_REVIEW" : "TO_TELL";
        }
    }

    /** The newest period somebody was matched in; empty before the first look. */
    public String period(String policy) {
        return jdbc.sql("select coalesce(max(period), '') from guidance.benefit_match where policy = ?")
                .param(policy)
                .query(String.class)
                .single();
    }

    public Counts counts(String policy, String period) {
        return jdbc.sql("""
                        select count(*) as fitting, count(*) filter (where b.enjoyed) as enjoyed, count(p.id) as told,
                          count(*) filter (where p.choice = 'ACCEPTED') as accepted, count(*) filter (where p.choice = 'DECLINED') as declined,
                          count(*) filter (where not b.enjoyed and p.id is null and b.level = 'HIGH' and b.level_reviewed_at is null) as to_review,
                          count(*) filter (where not b.enjoyed and p.id is null and (b.level <> 'HIGH' or b.level_reviewed_at is not null)) as to_tell
                        """ + OF)
                .param("scope", CurrentActor.get().scope())
                .param("policy", policy)
                .param("period", period)
                .query(Counts.class)
                .single();
    }

    /** By number of the taxpayer; high ones that wait for their review first. */
    public List<Row> rows(String policy, String period, int limit) {
        return jdbc.sql("""
                        select b.subject_id, s.name as subject_name, coalesce(o.short_name, o.name) as office_name, b.level, b.facts, b.enjoyed, p.id as push_id,
                          p.created_at as told_at, p.acked_at, p.choice, b.level_reviewed_at as reviewed_at
                        """ + OF + """
                         order by (not b.enjoyed and p.id is null and b.level = 'HIGH' and b.level_reviewed_at is null) desc, p.id desc nulls last,
                          b.enjoyed, b.subject_id limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("policy", policy)
                .param("period", period)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }
}
