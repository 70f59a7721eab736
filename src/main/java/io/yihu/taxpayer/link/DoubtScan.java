package io.yihu.taxpayer.link;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds contradictions in identities that no comparison of two tax ids can see; what is no longer there settles itself. */
@Component
@RequiredArgsConstructor
public class DoubtScan {
    private final JdbcClient jdbc;
    private final LinkBook book;

    /** Set-based; returns how many are open afterwards. */
    @Transactional
    public long scan() {
        jdbc.sql("drop table if exists doubted").update();
        jdbc.sql("create temp table doubted on commit drop as " + String.join(" union all ", List.of(CHANGES, LIVELY)))
                .param("today", book.today())
                .update();
        jdbc.sql("""
                        update taxpayer.identity_doubt d set settled_at = ?, settled_by = 'AUTO'
                        where settled_at is null and not exists (select from doubted x where x.kind = d.kind and x.key = d.key)""").param(book.now()).update();
        jdbc.sql("""
                        insert into taxpayer.identity_doubt (kind, key, party_id, parties, reg_serial, detail, found_at)
                        select distinct on (x.kind, x.key) x.kind, x.key, x.party_id, x.parties, x.reg_serial, x.detail, ? from doubted x
                        where not exists (select from taxpayer.identity_doubt d where d.kind = x.kind and d.key = x.key
                          and (d.settled_at is null or (d.settled_by <> 'AUTO' and d.detail = x.detail)))
                        order by x.kind, x.key""").param(book.now()).update();
        return jdbc.sql("select count(*) from taxpayer.identity_doubt where settled_at is null")
                .query(Long.class)
                .single();
    }

    /** Changes of the tax id: dated in the future, running in a circle, one old id with several new ones. */
    private static final String CHANGES = """
            select * from (
              with recursive step as (
                select distinct taxpayer.party_id(old_value) as a, taxpayer.party_id(new_value) as b, taxpayer.norm_tax_id(old_value) as old_id,
                  taxpayer.norm_tax_id(new_value) as new_id
                from taxpayer.change where item = 'TAX_ID' and old_value is not null and new_value is not null
                  and taxpayer.norm_tax_id(old_value) <> taxpayer.norm_tax_id(new_value)),
              walk as (
                select a as first, b, array[a, b] as path, old_id || ' → ' || new_id as words from step
                union all
                select w.first, s.b, w.path || s.b, w.words || ' → ' || s.new_id from walk w join step s on s.a = w.b
                where w.b <> w.first and cardinality(w.path) < 9 and (s.b = w.first or s.b <> all (w.path)))
              select 'CYCLE' as kind, (select min(p)::text from unnest(path) p) as key, first as party_id, path as parties,
                null::text as reg_serial, words as detail
              from walk where b = first
              union all
              select 'CONTRADICTION', min(a)::text, min(a), min(a) || array_agg(distinct b), null, old_id || ' → ' || string_agg(distinct new_id, '、') from step
              group by old_id having count(distinct b) > 1
              union all
              select 'FUTURE_DATE', 'change ' || id, party_id, array[party_id, taxpayer.party_id(old_value), taxpayer.party_id(new_value)], reg_serial, coalesce(old_value, '') || ' → ' || coalesce(new_value, '') || '，' || change_date
              from taxpayer.change where change_date > :today and item = 'TAX_ID'
              union all
              select 'FUTURE_DATE', 'register ' || reg_serial, party_id, array[party_id], reg_serial, name || '，' || register_date
              from taxpayer.registration where register_date > :today) c""";

    /** One tax id used by two NORMAL registrations whose names have less than half of their character pairs in common. */
    private static final String LIVELY = """
            select 'TWO_LIVELY', a.party_id::text, a.party_id, array[a.party_id], a.reg_serial, a.reg_serial || ' ' || a.name || '；' || b.reg_serial || ' ' || b.name
            from taxpayer.registration a join taxpayer.registration b on b.party_id = a.party_id and b.reg_serial > a.reg_serial
            where a.status = '03' and b.status = '03' and a.name_norm <> b.name_norm
              and 2 * cardinality(array(select unnest(taxpayer.bigrams(a.name_norm)) intersect select unnest(taxpayer.bigrams(b.name_norm))))
                < least(cardinality(taxpayer.bigrams(a.name_norm)), cardinality(taxpayer.bigrams(b.name_norm)))""";
}
