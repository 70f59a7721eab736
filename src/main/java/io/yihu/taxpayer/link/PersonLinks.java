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

    /** Set-based over the whole register; people's words stand. */
    @Transactional
    public void resolve() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('taxpayer.person', 0))")
                .query(rs -> {});
        jdbc.sql("drop table if exists same_person").update();
        jdbc.sql("""
                        create temp table same_person on commit drop as
                        select distinct on (person_a, person_b) * from (
                          select f.first as person_a, p.id as person_b, 'P-ID' as rule, case when p.name = f.name then 1.0 else 0.85 end as score,
                            case when p.name = f.name then 'LINKED' else 'QUEUED' end as outcome,
                            case when p.name <> f.name then 'ID_TWO_NAMES' end as veto
                          from taxpayer.person p join (
                            select distinct on (id_hash) id_hash, id as first, name, count(*) over (partition by id_hash) as n
                            from taxpayer.person where id_hash is not null order by id_hash, id) f on f.id_hash = p.id_hash and f.first < p.id
                          where f.n > 1
                          union all
                          select f.first, p.id, 'P-NBP', case when p.id_hash is null or f.id_hash is null then 0.95 else 0.80 end,
                            case when p.id_hash is null or f.id_hash is null then 'LINKED' else 'QUEUED' end,
                            case when p.id_hash <> f.id_hash then 'TWO_IDS' end
                          from taxpayer.person p join (
                            select distinct on (name, birth, phone_hash) name, birth, phone_hash, id as first, id_hash,
                              count(*) over (partition by name, birth, phone_hash) as n
                            from taxpayer.person where birth is not null and phone_hash is not null
                            order by name, birth, phone_hash, id_hash is null, id) f
                            on f.name = p.name and f.birth = p.birth and f.phone_hash = p.phone_hash and f.first <> p.id
                          where f.n > 1 and (p.id_hash is null or f.id_hash is null or p.id_hash <> f.id_hash)) x
                        order by person_a, person_b, score desc""").update();
        jdbc.sql("update same_person set person_a = person_b, person_b = person_a where person_a > person_b")
                .update();
        jdbc.sql("""
                        update taxpayer.person_pair r set superseded_at = ? where superseded_at is null and decided_by = 'AUTO'
                          and not exists (select from same_person s where s.person_a = r.person_a and s.person_b = r.person_b
                            and s.outcome = r.outcome and s.rule = r.rule)""").param(book.now()).update();
        jdbc.sql("""
                        insert into taxpayer.person_pair (person_a, person_b, rule, score, outcome, veto, decided_at)
                        select s.person_a, s.person_b, s.rule, s.score, s.outcome, s.veto, ? from same_person s
                        where not exists (select from taxpayer.person_pair r where r.person_a = s.person_a and r.person_b = s.person_b
                          and r.superseded_at is null)""").param(book.now()).update();
        apply();
    }

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
                          from (select p.id, w.main_id from taxpayer.person p left join wanted w on w.id = p.id
                            where (p.main_id is not null or w.id is not null) and p.main_id is distinct from w.main_id) w
                          where p.id = w.id returning p.id, coalesce(p.main_id, p.id) as main)
                        update taxpayer.person_role r set main_person_id = c.main from changed c where r.person_id = c.id""")
                .params(ids.toArray(Long[]::new), mains.toArray(Long[]::new))
                .update();
    }
}
