package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One person under several numbers: the same id number and name is one person, so are the same name, birth and phone where an
 * id number is missing; with two id numbers, or one id number and two names, a person decides.
 */
@Component
@RequiredArgsConstructor
public class PersonLinks {
    private final JdbcClient jdbc;
    private final LinkBook book;

    private record Said(long a, long b, boolean linked, boolean human) {}

    /**
     * Some people and whoever shares an id number, or name, birth and phone, with them or with those they stood for; words of people
     * stand.
     *
     * @param some SQL that yields {@code id} of people that were loaded
     */
    @Transactional
    public void resolve(String some) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('taxpayer.person', 0))")
                .query(rs -> {});
        gather(some);
        jdbc.sql("drop table if exists same_person").update();
        jdbc.sql(FOUND).update();
        jdbc.sql("update same_person set person_a = person_b, person_b = person_a where person_a > person_b")
                .update();
        jdbc.sql("""
                        update taxpayer.person_pair r set superseded_at = ? where r.superseded_at is null and r.decided_by = 'AUTO'
                          and (r.person_a in (select id from new_person) or r.person_b in (select id from new_person)
                            or (r.person_a in (select id from near_person) and r.person_b in (select id from near_person)))
                          and not exists (select from same_person s where s.person_a = r.person_a and s.person_b = r.person_b
                            and s.outcome = r.outcome and s.rule = r.rule)""").param(book.now()).update();
        jdbc.sql("""
                        insert into taxpayer.person_pair (person_a, person_b, rule, score, outcome, veto, decided_at)
                        select s.person_a, s.person_b, s.rule, s.score, s.outcome, s.veto, ? from same_person s
                        where not exists (select from taxpayer.person_pair r where r.person_a = s.person_a and r.person_b = s.person_b
                          and r.superseded_at is null)""").param(book.now()).update();
        apply();
    }

    /** Fills {@code new_person} and {@code near_person}: those loaded, those they are paired with, and everyone with a key of one of these. */
    private void gather(String some) {
        jdbc.sql("drop table if exists new_person, near_person").update();
        jdbc.sql("create temp table new_person on commit drop as select distinct x.id from (%s) x".formatted(some))
                .update();
        jdbc.sql("analyze new_person").update();
        jdbc.sql("""
                        create temp table near_person on commit drop as
                        with seed as (
                          select p.id, p.id_hash, p.name, p.birth, p.phone_hash from taxpayer.person p where p.id in (
                            select id from new_person
                            union select x.person_b from new_person n join taxpayer.person_pair x on x.person_a = n.id and x.superseded_at is null
                            union select x.person_a from new_person n join taxpayer.person_pair x on x.person_b = n.id and x.superseded_at is null))
                        select id from seed
                        union select p.id from seed s join taxpayer.person p on p.id_hash = s.id_hash
                        union select p.id from seed s join taxpayer.person p on p.name = s.name and p.birth = s.birth and p.phone_hash = s.phone_hash""").update();
        jdbc.sql("create index on near_person (id)").update();
        jdbc.sql("analyze near_person").update();
    }

    private static final String NEAR = "(select q.* from near_person n join taxpayer.person q on q.id = n.id)";
    private static final String FOUND = """
            create temp table same_person on commit drop as
            with near as materialized {near}
            select distinct on (person_a, person_b) * from (
              select f.first as person_a, p.id as person_b, 'P-ID' as rule, case when p.name = f.name then 1.0 else 0.85 end as score,
                case when p.name = f.name then 'LINKED' else 'QUEUED' end as outcome,
                case when p.name <> f.name then 'ID_TWO_NAMES' end as veto
              from near p join (
                select distinct on (id_hash) id_hash, id as first, name, count(*) over (partition by id_hash) as n
                from near where id_hash is not null order by id_hash, id) f on f.id_hash = p.id_hash and f.first < p.id
              where f.n > 1
              union all
              select f.first, p.id, 'P-NBP', case when p.id_hash is null or f.id_hash is null then 0.95 else 0.80 end,
                case when p.id_hash is null or f.id_hash is null then 'LINKED' else 'QUEUED' end,
                case when p.id_hash <> f.id_hash then 'TWO_IDS' end
              from near p join (
                select distinct on (name, birth, phone_hash) name, birth, phone_hash, id as first, id_hash,
                  count(*) over (partition by name, birth, phone_hash) as n
                from near where birth is not null and phone_hash is not null
                order by name, birth, phone_hash, id_hash is null, id) f
                on f.name = p.name and f.birth = p.birth and f.phone_hash = p.phone_hash and f.first <> p.id
              where f.n > 1 and (p.id_hash is null or f.id_hash is null or p.id_hash <> f.id_hash)) x
            order by person_a, person_b, score desc""".replace("{near}", NEAR);

    void say(long pair, boolean same, String reason) {
        jdbc.sql("""
                        with gone as (update taxpayer.person_pair set superseded_at = :now where id = :id and superseded_at is null returning *)
                        insert into taxpayer.person_pair (person_a, person_b, rule, score, outcome, reason, decided_by, decided_at)
                        select person_a, person_b, rule, score, :outcome, :reason, :by, :now from gone""")
                .param("now", book.now())
                .param("id", pair)
                .param("outcome", same ? "LINKED" : "APART")
                .param("reason", reason)
                .param("by", CurrentActor.get().login())
                .update();
        apply();
    }

    /** Everybody is shown under the oldest number of the group. */
    private void apply() {
        List<Said> said = jdbc.sql("""
                        select person_a as a, person_b as b, outcome = 'LINKED' as linked, decided_by <> 'AUTO' as human
                        from taxpayer.person_pair where superseded_at is null and (outcome = 'LINKED' or decided_by <> 'AUTO' or veto is not null)
                        order by human desc, score desc, id""").query(Said.class).list();
        Set<Long> members = new HashSet<>();
        said.forEach(each -> members.addAll(List.of(each.a(), each.b())));
        Components groups = new Components(members);
        said.stream().filter(each -> !each.linked()).forEach(each -> groups.forbid(each.a(), each.b()));
        said.stream().filter(Said::linked).forEach(each -> groups.join(each.a(), each.b()));
        List<Long> ids = new ArrayList<>();
        List<Long> mains = new ArrayList<>();
        for (List<Long> group : groups.groups()) {
            group.stream().skip(1).forEach(id -> {
                ids.add(id);
                mains.add(group.get(0));
            });
        }
        jdbc.sql("""
                        with wanted as (select * from unnest(?::bigint[], ?::bigint[]) w (id, main_id)),
                        changed as (
                          update taxpayer.person p set main_id = w.main_id
                          from (select id, main_id from wanted
                            union all select q.id, null from taxpayer.person q where q.main_id is not null and q.id not in (select id from wanted)) w
                          where p.id = w.id and p.main_id is distinct from w.main_id returning p.id, coalesce(p.main_id, p.id) as main)
                        update taxpayer.person_role r set main_person_id = c.main from changed c where r.person_id = c.id""")
                .params(ids.toArray(Long[]::new), mains.toArray(Long[]::new))
                .update();
    }
}
