package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Posts, skills, avoidance and presence of one officer. */
@Service
@RequiredArgsConstructor
public class OfficerService {
    private final JdbcClient jdbc;
    private final OfficerQueries officers;
    private final YihuClock clock;

    /** Refused when a duty of the post must not be held together with one the officer has already. */
    @Traced("organization.post.assign")
    public void assignPost(long officerId, String postCode, boolean primary) {
        OfficerRow officer = about(officerId);
        String reason = jdbc.sql("""
                        select i.reason from organization.v_incompatible_duty i
                        join organization.v_post_duty n on n.post_code = :post and n.duty_code in (i.duty_a, i.duty_b)
                          and (n.valid_to is null or n.valid_to > :today)
                        join organization.v_officer_post x on x.officer_id = :officer and x.valid_to is null
                        join organization.v_post_duty h on h.post_code = x.post_code and h.duty_code in (i.duty_a, i.duty_b)
                          and h.duty_code <> n.duty_code and (h.valid_to is null or h.valid_to > :today)
                        limit 1""")
                .param("post", postCode)
                .param("officer", officerId)
                .param("today", today())
                .query(String.class)
                .optional()
                .orElse(null);
        if (reason != null) {
            throw Refusal.conflict("organization.post.incompatible", officer.name(), reason);
        }
        if (primary) {
            jdbc.sql("update organization.officer_post set is_primary = false where officer_id = ? and is_primary")
                    .param(officerId)
                    .update();
        }
        int assigned =
                jdbc.sql("""
                        insert into organization.officer_post as x (officer_id, post_code, is_primary, valid_from)
                        select ?, p.code, ?, ? from organization.post p where p.code = ?
                        on conflict (officer_id, post_code) where valid_to is null
                        do update set is_primary = excluded.is_primary""").params(officerId, primary, today(), postCode).update();
        if (assigned == 0) {
            throw Refusal.invalid("organization.post.unknown");
        }
        Trail.change("post", null, postCode);
    }

    @Traced("organization.post.end")
    public void endPost(long officerId, String postCode) {
        about(officerId);
        Trail.change("post", postCode, null);
        require(jdbc.sql("""
                        update organization.officer_post set valid_to = ?, is_primary = false
                        where officer_id = ? and post_code = ? and valid_to is null""").params(today(), officerId, postCode).update());
    }

    @Traced("organization.skill.set")
    public void setSkill(long officerId, String tag, int level, LocalDate validTo) {
        about(officerId);
        if (!tag.matches("[A-Z][A-Z0-9_]*") || level < 1 || level > 5) {
            throw Refusal.invalid("organization.skill.malformed");
        }
        Trail.change("skill", null, tag + ":" + level);
        jdbc.sql("""
                        insert into organization.officer_skill (officer_id, tag, level, valid_to) values (?, ?, ?, ?)
                        on conflict (officer_id, tag) do update set level = excluded.level, valid_to = excluded.valid_to""").params(officerId, tag, level, validTo).update();
    }

    @Traced("organization.skill.remove")
    public void removeSkill(long officerId, String tag) {
        about(officerId);
        Trail.change("skill", tag, null);
        require(jdbc.sql("delete from organization.officer_skill where officer_id = ? and tag = ?")
                .params(officerId, tag)
                .update());
    }

    /** From today on the officer gets no work on this taxpayer. */
    @Traced("organization.avoidance.add")
    public void addAvoidance(long officerId, long subjectId, String relation, LocalDate validTo) {
        about(officerId);
        if (relation.isBlank() || (validTo != null && validTo.isBefore(today()))) {
            throw Refusal.invalid("organization.avoidance.malformed");
        }
        Trail.subject(subjectId);
        Trail.note("relation", relation.strip());
        jdbc.sql("""
                        insert into organization.avoidance (officer_id, subject_id, relation, valid_from, valid_to)
                        values (?, ?, ?, ?, ?)""")
                .params(officerId, subjectId, relation.strip(), today(), validTo)
                .update();
    }

    @Traced("organization.avoidance.end")
    public void endAvoidance(long officerId, long avoidanceId) {
        about(officerId);
        Trail.note("avoidance", avoidanceId);
        require(jdbc.sql("""
                        update organization.avoidance set valid_to = greatest(valid_from, ?)
                        where id = ? and officer_id = ? and (valid_to is null or valid_to > ?)""").params(today(), avoidanceId, officerId, today()).update());
    }

    /** Last day of absence, null when back; by the officer or by a supervisor whose scope covers the officer. */
    @Traced("organization.officer.unavailable")
    public void setUnavailable(long officerId, LocalDate until) {
        OfficerRow officer = Objects.equals(CurrentActor.get().officerId(), officerId)
                ? officers.own(officerId)
                : officers.byId(officerId);
        Trail.object("officer", officer.staffNo());
        if (until != null && until.isBefore(today())) {
            throw Refusal.invalid("organization.unavailable.past");
        }
        Trail.change("unavailableUntil", officer.unavailableUntil(), until);
        jdbc.sql("update organization.officer set unavailable_until = ?, updated_at = now() where id = ?")
                .params(until, officerId)
                .update();
    }

    private OfficerRow about(long officerId) {
        OfficerRow officer = officers.byId(officerId);
        Trail.object("officer", officer.staffNo());
        return officer;
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw Refusal.notFound();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
