package io.yihu.risk;

import io.yihu.indicator.VectorRefresh;
import io.yihu.platform.Jobs;
import io.yihu.taxpayer.SubjectsRelinked;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Findings, levels, grey listings and labels stand with the taxpayer that lives: they move at a merge and go home at a split.
 *
 * <p>What was judged stays as it was judged; the next run judges the merged taxpayer anew.
 */
@Component
@RequiredArgsConstructor
class FindingsFollow {
    private static final int AT_ONCE = 50;
    private final JdbcClient jdbc;
    private final VectorRefresh vectors;
    private final Jobs jobs;
    private final MessageSource messages;

    @Order(40)
    @EventListener
    void follow(SubjectsRelinked relinked) {
        Long[] subjects = relinked.subjectIds().toArray(Long[]::new);
        if (!judged(subjects)) {
            return;
        }
        jdbc.sql("drop table if exists relinked_home").update();
        jdbc.sql("""
                        create temp table relinked_home on commit drop as
                        select i.id as home, coalesce(m.merged_into, i.id) as place
                        from (select unnest(?::bigint[]) as id union select m.id from taxpayer.v_subject_merged m
                          where m.merged_into = any (?::bigint[])) i
                        left join taxpayer.v_subject_merged m on m.id = i.id""").params(subjects, subjects).update();
        jdbc.sql("analyze relinked_home").update();
        move("risk.finding", "true");
        move("risk.label", "true");
        move("risk.listing", "t.kind = 'GREY'");
        move("risk.level_override", "true");
        move("risk.evaluation", "true");
        park();
        levels();
        vectors.drop(jdbc.sql("select home from relinked_home where home <> place")
                .query(Long.class)
                .list());
        if (subjects.length <= AT_ONCE && vectors.refreshable()) {
            jobs.start(
                    VectorsFollow.KIND,
                    messages.getMessage("risk.relinked.job", null, Locale.SIMPLIFIED_CHINESE),
                    relinked.subjectIds().toString());
        }
    }

    /** Taxpayers nobody has said anything about, and those merged into them, leave nothing to follow. */
    private boolean judged(Long[] subjects) {
        return jdbc.sql("""
                        with one as materialized (
                          select unnest(:subjects) as id
                          union select m.id from taxpayer.v_subject_merged m where m.merged_into = any (:subjects))
                        select exists (select from one join risk.finding t on t.subject_id = one.id)
                          or exists (select from one join risk.label t on t.subject_id = one.id)
                          or exists (select from one join risk.listing t on t.subject_id = one.id)
                          or exists (select from one join risk.level_override t on t.subject_id = one.id)
                          or exists (select from one join risk.evaluation t on t.subject_id = one.id)
                          or exists (select from one join risk.judgement t on t.subject_id = one.id)
                          or exists (select from one join indicator.v_vector t on t.subject_id = one.id)""").param("subjects", subjects).query(Boolean.class).single();
    }

    /** Rows keep their number; one is never updated in the column it is distributed by. */
    private void move(String table, String which) {
        String parked = table.equals("risk.finding") ? ", 'parked', true" : "";
        jdbc.sql("""
                        with gone as (
                          delete from %1$s t using relinked_home h
                          where coalesce(t.home_subject_id, t.subject_id) = h.home and t.subject_id <> h.place and %2$s
                          returning to_jsonb(t) || jsonb_build_object('subject_id', h.place, 'home_subject_id',
                            case when h.home <> h.place then h.home end%3$s) as moved)
                        insert into %1$s overriding system value
                        select (jsonb_populate_record(null::%1$s, moved)).* from gone""".formatted(table, which, parked)).update();
    }

    /** Of one run and taxpayer the highest finding is shown. */
    private void park() {
        String ranked = """
                select f.subject_id, f.id, row_number() over (partition by f.subject_id, f.run_id order by f.score desc, f.id) > 1 as lower
                from risk.finding f where f.subject_id in (select place from relinked_home)""";
        jdbc.sql("update risk.finding f set parked = true from (" + ranked
                        + ") r where r.subject_id = f.subject_id and r.id = f.id and r.lower and not f.parked")
                .update();
        jdbc.sql("update risk.finding f set parked = false from (" + ranked
                        + ") r where r.subject_id = f.subject_id and r.id = f.id and not r.lower and f.parked")
                .update();
    }

    /** The present level of a taxpayer is the highest of those it was merged from, as of the newest period. */
    private void levels() {
        jdbc.sql("delete from risk.subject_level where subject_id in (select home from relinked_home)")
                .update();
        jdbc.sql("""
                        insert into risk.subject_level (subject_id, level, score, period, run_id, finding_id)
                        select distinct on (h.place) h.place, j.level, j.score, j.period, j.run_id, f.id
                        from relinked_home h join risk.judgement j on j.subject_id = h.home
                          and j.period = (select max(period) from risk.judgement)
                        left join risk.finding f on f.subject_id = h.place and f.run_id = j.run_id
                          and coalesce(f.home_subject_id, f.subject_id) = h.home
                        order by h.place, array_position(array['HIGH', 'MEDIUM', 'LOW', 'NONE'], j.level), j.score desc, h.home""").update();
    }
}
