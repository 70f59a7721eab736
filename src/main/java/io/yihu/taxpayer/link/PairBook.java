package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import java.util.Collection;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes judged pairs; a newer judgement supersedes an older one, a person's stands until a person changes it. */
@Component
@RequiredArgsConstructor
public class PairBook {
    private final JdbcClient jdbc;
    private final LinkBook book;

    /** How many automatic judgements a run took back and how many it wrote. */
    public record Recorded(int superseded, int written) {}

    /**
     * Takes over what a run found, set-based, inside the caller's transaction; links are not applied yet.
     *
     * @param found SQL that yields {@code party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, reason}, each pair
     *     once, in any order of its sides
     * @param searched SQL that yields {@code party_id} of all parties whose pairs were searched anew: their open automatic pairs that
     *     were not found again are superseded; null where nothing is to be taken back
     */
    @Transactional
    public Recorded record(long runId, String found, String searched) {
        jdbc.sql("drop table if exists judged_pair").update();
        jdbc.sql("""
                        create temp table judged_pair on commit drop as
                        select least(f.party_a, f.party_b) as party_a, greatest(f.party_a, f.party_b) as party_b,
                          case when f.party_a < f.party_b then f.reg_a else f.reg_b end as reg_a,
                          case when f.party_a < f.party_b then f.reg_b else f.reg_a end as reg_b,
                          f.rule, f.score::numeric(6,5) as score, f.evidence, f.outcome, f.veto, f.reason
                        from (%s) f where f.party_a <> f.party_b""".formatted(found)).update();
        jdbc.sql("analyze judged_pair").update();
        int superseded =
                jdbc.sql("""
                        update taxpayer.resolution_pair r set superseded_at = :now, superseded_run_id = :run
                        from judged_pair f where f.party_a = r.party_a and f.party_b = r.party_b and r.superseded_at is null
                          and r.decided_by = 'AUTO'
                          and (r.rule, r.score, r.outcome, r.veto) is distinct from (f.rule, f.score, f.outcome, f.veto)""").param("now", book.now()).param("run", runId).update();
        if (searched != null) {
            superseded += takeBack(runId, searched);
        }
        int written = jdbc.sql("""
                        insert into taxpayer.resolution_pair (party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, reason,
                          decided_at, run_id)
                        select f.party_a, f.party_b, f.reg_a, f.reg_b, f.rule, f.score, f.evidence, f.outcome, f.veto, f.reason, :now, :run
                        from judged_pair f where not exists (select from taxpayer.resolution_pair r
                          where r.party_a = f.party_a and r.party_b = f.party_b and r.superseded_at is null)""").param("now", book.now()).param("run", runId).update();
        return new Recorded(superseded, written);
    }

    /**
     * The same for a few pairs, in two statements and without a table of their own.
     *
     * @param pairs JSON array of objects with the names of {@link #record}
     * @param searched parties whose pairs were searched anew; every pair has one of them
     */
    @Transactional
    public Recorded recordFew(long runId, String pairs, Collection<Long> searched) {
        int superseded = jdbc.sql("with judged as materialized (" + FEW + """
                        ), standing as (
                          select id from taxpayer.resolution_pair where superseded_at is null and party_a = any(:searched)
                          union select id from taxpayer.resolution_pair where superseded_at is null and party_b = any(:searched))
                        update taxpayer.resolution_pair r set superseded_at = :now, superseded_run_id = :run
                        where r.id in (select id from standing) and r.superseded_at is null and r.decided_by = 'AUTO'
                          and not exists (select from judged f where f.party_a = r.party_a and f.party_b = r.party_b
                            and (r.rule, r.score, r.outcome, r.veto) is not distinct from (f.rule, f.score, f.outcome, f.veto))""")
                .param("pairs", pairs)
                .param("searched", searched.toArray(Long[]::new))
                .param("now", book.now())
                .param("run", runId)
                .update();
        int written = pairs.equals("[]")
                ? 0
                : jdbc.sql("""
                        insert into taxpayer.resolution_pair (party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, reason,
                          decided_at, run_id)
                        select f.*, :now, :run from (""" + FEW + """
                        ) f where not exists (select from taxpayer.resolution_pair r
                          where r.party_a = f.party_a and r.party_b = f.party_b and r.superseded_at is null)""")
                        .param("pairs", pairs)
                        .param("now", book.now())
                        .param("run", runId)
                        .update();
        return new Recorded(superseded, written);
    }

    private static final String FEW = """
            select least(f.party_a, f.party_b) as party_a, greatest(f.party_a, f.party_b) as party_b,
              case when f.party_a < f.party_b then f.reg_a else f.reg_b end as reg_a,
              case when f.party_a < f.party_b then f.reg_b else f.reg_a end as reg_b,
              f.rule, f.score, f.evidence, f.outcome, f.veto, f.reason
            from jsonb_to_recordset(cast(:pairs as jsonb)) as f (party_a bigint, party_b bigint, reg_a text, reg_b text, rule text,
              score numeric(6,5), evidence jsonb, outcome text, veto text, reason text)
            where f.party_a <> f.party_b""";

    private int takeBack(long runId, String searched) {
        return jdbc.sql("""
                        with searched as materialized (select distinct party_id from (%s) s),
                        standing as (
                          select r.id from searched s join taxpayer.resolution_pair r on r.party_a = s.party_id and r.superseded_at is null
                          union select r.id from searched s join taxpayer.resolution_pair r on r.party_b = s.party_id and r.superseded_at is null)
                        update taxpayer.resolution_pair r set superseded_at = :now, superseded_run_id = :run
                        where r.id in (select id from standing) and r.superseded_at is null and r.decided_by = 'AUTO'
                          and not exists (select from judged_pair f where f.party_a = r.party_a and f.party_b = r.party_b)""".formatted(searched))
                .param("now", book.now())
                .param("run", runId)
                .update();
    }

    /** Links by a change of the tax id that is itself in doubt wait for a person. */
    int holdBack(long decision, long runId) {
        return jdbc.sql("""
                        with doubted as (
                          select r.id, (select min(d.kind) from taxpayer.identity_doubt d where d.settled_at is null
                            and array[r.party_a, r.party_b] <@ d.parties and d.kind in ('CYCLE', 'CONTRADICTION', 'FUTURE_DATE')) as kind
                          from taxpayer.resolution_pair r
                          where r.run_id = :run and r.superseded_at is null and r.outcome = 'LINKED' and r.rule = 'ER-T1' and r.decided_by = 'AUTO'),
                        closed as (
                          update taxpayer.resolution_pair r set superseded_at = :now, version = version + 1 from doubted d
                          where d.id = r.id and d.kind is not null returning r.*, d.kind),
                        opened as (
                          insert into taxpayer.resolution_pair (party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, decided_at, run_id,
                            decision_id)
                          select party_a, party_b, reg_a, reg_b, rule, score, evidence, 'QUEUED', kind, :now, run_id, :decision from closed
                          returning id)
                        insert into taxpayer.link_pair_change (decision_id, pair_id, opened)
                        select :decision, id, false from closed union all select :decision, id, true from opened""")
                        .param("now", book.now())
                        .param("run", runId)
                        .param("decision", decision)
                        .update()
                / 2;
    }

    /** Links that contradict others wait for a person. */
    void queue(long decision, Collection<Relink.Link> refused) {
        refused.stream()
                .filter(link -> !link.human())
                .forEach(link -> succeed(decision, link.pairId(), "QUEUED", "COMPONENT", "AUTO", null));
    }

    /** Closes an open row and opens its successor with another outcome; rule, score and evidence stay. */
    long succeed(long decision, long pairId, String outcome, String veto, String by, String reason) {
        close(decision, pairId);
        return opened(
                decision,
                jdbc.sql("""
                                insert into taxpayer.resolution_pair (party_a, party_b, reg_a, reg_b, rule, score, evidence, outcome, veto, reason,
                                  decided_by, decided_at, run_id, decision_id)
                                select party_a, party_b, reg_a, reg_b, rule, score, evidence, ?, ?, ?, ?, ?, run_id, ?
                                from taxpayer.resolution_pair where id = ? returning id""")
                        .params(outcome, veto, reason, by, book.now(), decision, pairId)
                        .query(Long.class)
                        .single());
    }

    /** A person's own word about two parties, in place of whatever stood there. */
    long say(long decision, long one, long other, String outcome, String reason) {
        long a = Math.min(one, other);
        long b = Math.max(one, other);
        jdbc.sql("select id from taxpayer.resolution_pair where party_a = ? and party_b = ? and superseded_at is null")
                .params(a, b)
                .query(Long.class)
                .optional()
                .ifPresent(pair -> close(decision, pair));
        return opened(
                decision,
                jdbc.sql("""
                                insert into taxpayer.resolution_pair (party_a, party_b, rule, score, outcome, reason, decided_by, decided_at, decision_id)
                                values (?, ?, 'MANUAL', 1, ?, ?, ?, ?, ?) returning id""")
                        .params(a, b, outcome, reason, CurrentActor.get().login(), book.now(), decision)
                        .query(Long.class)
                        .single());
    }

    void close(long decision, long pairId) {
        jdbc.sql("update taxpayer.resolution_pair set superseded_at = ?, version = version + 1 where id = ?")
                .params(book.now(), pairId)
                .update();
        change(decision, pairId, false);
    }

    private long opened(long decision, long pairId) {
        change(decision, pairId, true);
        return pairId;
    }

    private void change(long decision, long pairId, boolean opened) {
        jdbc.sql("insert into taxpayer.link_pair_change (decision_id, pair_id, opened) values (?, ?, ?)")
                .params(decision, pairId, opened)
                .update();
    }

    /** Pairs as they were before a decision; false when a later judgement stands on it. */
    boolean revert(long decision, long undo) {
        boolean later = jdbc.sql("""
                        select exists (
                          select from taxpayer.link_pair_change c join taxpayer.resolution_pair r on r.id = c.pair_id
                          where c.decision_id = :id and c.opened and r.superseded_at is not null
                            and not exists (select from taxpayer.link_pair_change d where d.decision_id = :id and d.pair_id = c.pair_id
                              and not d.opened)
                          union all
                          select from taxpayer.link_pair_change c join taxpayer.resolution_pair r on r.id = c.pair_id
                          join taxpayer.resolution_pair o on o.party_a = r.party_a and o.party_b = r.party_b and o.superseded_at is null
                          where c.decision_id = :id and not c.opened
                            and not exists (select from taxpayer.link_pair_change d where d.decision_id = :id and d.pair_id = o.id))""").param("id", decision).query(Boolean.class).single();
        if (later) {
            return false;
        }
        jdbc.sql("""
                        with closed as (
                          update taxpayer.resolution_pair r set superseded_at = :now, version = version + 1
                          from taxpayer.link_pair_change c
                          where c.decision_id = :id and c.opened and r.id = c.pair_id and r.superseded_at is null returning r.id)
                        insert into taxpayer.link_pair_change (decision_id, pair_id, opened) select :undo, id, false from closed""")
                .param("now", book.now())
                .param("id", decision)
                .param("undo", undo)
                .update();
        jdbc.sql("""
                        with opened as (
                          update taxpayer.resolution_pair r set superseded_at = null, version = version + 1
                          from taxpayer.link_pair_change c
                          where c.decision_id = :id and not c.opened and r.id = c.pair_id
                            and not exists (select from taxpayer.link_pair_change d where d.decision_id = :id and d.pair_id = c.pair_id
                              and d.opened)
                          returning r.id)
                        insert into taxpayer.link_pair_change (decision_id, pair_id, opened) select :undo, id, true from opened""").param("id", decision).param("undo", undo).update();
        return true;
    }
}
