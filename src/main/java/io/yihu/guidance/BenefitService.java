package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Benefits reach whom they fit: found by the data, told by a message, taken or declined by the taxpayer. */
@Service
@RequiredArgsConstructor
public class BenefitService {
    private static final int MOST = 2000;
    private final Benefits benefits;
    private final Addressees addressees;
    private final PushService pushes;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Match(long subjectId, String facts) {}

    /** Looks at all taxpayers anew; who fits no longer is kept with the day it ended. Returns how many fit now. */
    @Traced("guidance.benefit.match")
    public int match() {
        Instant now = clock.instant();
        int fitting = 0;
        for (Benefit benefit : benefits.all()) {
            fitting += match(benefit, now);
        }
        Trail.note("subjects", fitting);
        return fitting;
    }

    private int match(Benefit benefit, Instant now) {
        int fitting = jdbc.sql("""
                        insert into guidance.benefit_match as b (subject_id, policy, period, facts, enjoyed, matched_at)
                        select f.subject_id, :policy, f.period, f.facts, f.enjoyed, :now::timestamptz from (%s) f
                        join taxpayer.v_subject s on s.id = f.subject_id and not s.external
                        on conflict (subject_id, policy, period) do update set facts = excluded.facts, enjoyed = excluded.enjoyed,
                          matched_at = excluded.matched_at, left_at = null""".formatted(benefit.match()))
                .param("policy", benefit.code())
                .param("now", now.toString())
                .param("today", LocalDate.ofInstant(now, YihuClock.CHINA))
                .update();
        jdbc.sql("""
                        update guidance.benefit_match set left_at = :now::timestamptz
                        where policy = :policy and matched_at < :now::timestamptz and left_at is null
                          and period = (select max(period) from guidance.benefit_match where policy = :policy)""")
                .param("policy", benefit.code())
                .param("now", now.toString())
                .update();
        Long[] subjects = jdbc.sql("select subject_id from guidance.benefit_match where policy = ? and left_at is null")
                .param(benefit.code())
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
        Map<Long, String> levels = addressees.levels(List.of(subjects));
        jdbc.sql("""
                        update guidance.benefit_match b set level = l.level from unnest(:subjects::bigint[], :levels::text[]) as l (subject_id, level)
                        where b.subject_id = l.subject_id and b.policy = :policy and b.level <> l.level""")
                .param("policy", benefit.code())
                .param("subjects", subjects)
                .param("levels", List.of(subjects).stream().map(levels::get).toArray(String[]::new))
                .update();
        return fitting;
    }

    /** A supervisor looked at a high-risk taxpayer and lets the message go. */
    @Traced("guidance.benefit.review")
    public void review(String policy, String period, long subjectId) {
        benefits.byCode(policy);
        Trail.object("guidance.benefit", policy);
        Trail.subject(subjectId);
        int reviewed = jdbc.sql("""
                        update guidance.benefit_match b set level_reviewed_by = :by, level_reviewed_at = :now::timestamptz
                        from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
                        where s.id = b.subject_id and b.subject_id = :subject and b.policy = :policy and b.period = :period and b.level = 'HIGH'""")
                .param("by", CurrentActor.get().login())
                .param("now", clock.instant().toString())
                .param("scope", CurrentActor.get().scope())
                .param("subject", subjectId)
                .param("policy", policy)
                .param("period", period)
                .update();
        if (reviewed == 0) {
            throw Refusal.notFound();
        }
    }

    /**
     * Tells everybody of the actor's offices whom it fits, who does not use it and was not told; high-risk ones only after their
     * review. Returns how many messages that were; at most two thousand at a time.
     */
    @Traced("guidance.benefit.tell")
    public int tell(String policy, String period) {
        Benefit benefit = benefits.byCode(policy);
        Trail.object("guidance.benefit", policy);
        Instant now = clock.instant();
        List<Match> matches = jdbc.sql("""
                        select b.subject_id, b.facts from guidance.benefit_match b
                        join taxpayer.v_subject s on s.id = b.subject_id join organization.v_office o on o.id = s.office_id and o.path like :scope
                        where b.policy = :policy and b.period = :period and b.left_at is null and not b.enjoyed
                          and (b.level <> 'HIGH' or b.level_reviewed_at is not null)
                          and not exists (select from guidance.push p where p.home_subject_id = b.subject_id and p.event = 'POLICY' and p.event_ref = :ref)
                        order by b.subject_id limit :most""")
                .param("scope", CurrentActor.get().scope())
                .param("policy", policy)
                .param("period", period)
                .param("ref", ref(policy, period))
                .param("most", MOST)
                .query(Match.class)
                .list();
        if (matches.isEmpty()) {
            throw Refusal.conflict("guidance.refused.nobodyLeft");
        }
        int sent = pushes.send(
                "POLICY",
                matches.stream()
                        .map(each -> new Occasion(
                                each.subjectId(), ref(policy, period), now, null, words(benefit, each.facts())))
                        .toList());
        Trail.note("subjects", sent);
        return sent;
    }

    static String ref(String policy, String period) {
        return policy + " " + period;
    }

    private static Map<String, String> words(Benefit benefit, String facts) {
        Map<String, String> words = new HashMap<>();
        words.put("policy", benefit.title(Locale.SIMPLIFIED_CHINESE));
        words.put("summary", benefit.summary());
        words.put("facts", facts);
        return words;
    }
}
