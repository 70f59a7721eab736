package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Set-based writes of decisions and dated links: rows are ended and added, never removed. */
@Component
@RequiredArgsConstructor
class LinkBook {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One change of links at a time: two deciders see each other's work. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('taxpayer.link', 0))")
                .query(rs -> {});
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    long open(String kind, Long run, String reason, LocalDate effective, Long undoes) {
        return jdbc.sql("""
                        insert into taxpayer.link_decision (kind, run_id, reason, decided_by, decided_at, effective, undoes)
                        values (?, ?, ?, ?, ?, ?, ?) returning id""")
                .params(kind, run, reason, CurrentActor.get().login(), now(), effective, undoes)
                .query(Long.class)
                .single();
    }

    void close(long decision, int moved) {
        jdbc.sql("update taxpayer.link_decision set moved = ? where id = ?")
                .params(moved, decision)
                .update();
    }

    /** Carries out the temporary table {@code relink_move}; subjects left by all their parties point to where these are. */
    void move(long decision, LocalDate effective, String by) {
        jdbc.sql("""
                        insert into taxpayer.link_move (decision_id, party_id, from_subject_id, to_subject_id)
                        select ?, party_id, from_subject_id, to_subject_id from relink_move""").param(decision).update();
        jdbc.sql("""
                        update taxpayer.party_subject l set valid_to = greatest(l.valid_from, ?::date), ended_at = ?
                        from relink_move m where l.party_id = m.party_id and l.valid_to is null""").params(effective, now()).update();
        jdbc.sql("""
                        insert into taxpayer.party_subject (party_id, valid_from, subject_id, rule, score, evidence, decided_by, decision_id,
                          pair_id, recorded_at)
                        select m.party_id, ?::date, m.to_subject_id, m.rule, m.score, coalesce(r.evidence, '{}'), coalesce(r.decided_by, ?), ?,
                          m.pair_id, ?
                        from relink_move m left join taxpayer.resolution_pair r on r.id = m.pair_id""").params(effective, by, decision, now()).update();
        jdbc.sql("update taxpayer.party p set subject_id = m.to_subject_id from relink_move m where p.id = m.party_id")
                .update();
        jdbc.sql("""
                        update taxpayer.subject s set merged_into = nullif(p.subject_id, s.id)
                        from relink_party y join taxpayer.party p on p.id = y.party_id
                        where s.id = p.home_subject_id and s.merged_into is distinct from nullif(p.subject_id, s.id)""").update();
    }
}
