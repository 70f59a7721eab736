package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Kinds of matters: what they ask for and when they are due. A change holds for new matters; those that stand keep theirs. */
@Service
@RequiredArgsConstructor
public class TypeService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** What may be changed of a kind; tags as lists, hours for the merge window. */
    public record TypeChange(
            String dutyCode,
            List<String> skillTags,
            List<String> mandatoryTags,
            boolean needsCert,
            int standardMinutes,
            String slaUnit,
            int slaAmount,
            String mergeKey,
            int mergeWindowHours) {}

    /** A kind as the page shows it; {@code officers} hold a post with its duty today. */
    public record TypeRow(
            String code,
            String matterClass,
            String stage,
            String dutyCode,
            String dutyName,
            String posts,
            int officers,
            String skillTags,
            String mandatoryTags,
            String skills,
            String mandatory,
            boolean needsCert,
            int standardMinutes,
            String slaUnit,
            int slaAmount,
            String mergeKey,
            int mergeWindowHours,
            boolean confidential,
            int open) {}

    /** One earlier change. */
    public record Past(String code, String reason, Instant changedAt, String changedBy, String before, String after) {}

    @Transactional(readOnly = true)
    public List<TypeRow> rows() {
        return jdbc.sql("""
                        select y.code, y.class as matter_class, y.stage, y.duty_code, d.name as duty_name,
                          (select string_agg(distinct p.name, '、') from organization.v_post_duty x join organization.v_post p on p.code = x.post_code
                            where x.duty_code = y.duty_code and x.valid_from <= :day and (x.valid_to is null or x.valid_to >= :day)) as posts,
                          (select count(distinct o.officer_id) from organization.v_post_duty x
                            join organization.v_officer_post o on o.post_code = x.post_code and o.valid_from <= :day
                              and (o.valid_to is null or o.valid_to >= :day)
                            where x.duty_code = y.duty_code and x.valid_from <= :day
                              and (x.valid_to is null or x.valid_to >= :day))::int as officers,
                          array_to_string(y.skill_tags, ' ') as skill_tags, array_to_string(y.mandatory_tags, ' ') as mandatory_tags,
                          (select string_agg(coalesce(g.name, x.tag), '、' order by x.n) from unnest(y.skill_tags) with ordinality x (tag, n)
                            left join organization.v_skill_tag g on g.tag = x.tag) as skills,
                          (select string_agg(coalesce(g.name, x.tag), '、' order by x.n) from unnest(y.mandatory_tags) with ordinality x (tag, n)
                            left join organization.v_skill_tag g on g.tag = x.tag) as mandatory,
                          y.needs_cert, y.standard_minutes, y.sla_unit, y.sla_amount, y.merge_key, y.merge_window_h as merge_window_hours,
                          y.confidential, (select count(*) from task.matter m join taxpayer.v_subject s on s.id = m.subject_id
                            join organization.v_office o on o.id = s.office_id and o.path like :scope
                            where m.type_code = y.code and m.state = 'OPEN')::int as open
                        from task.matter_type y left join organization.v_duty d on d.code = y.duty_code order by y.stage desc, y.code""")
                .param("day", java.time.LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("scope", CurrentActor.get().scope())
                .query(TypeRow.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Past> history(int limit) {
        return jdbc.sql("""
                        select code, reason, changed_at, changed_by, before::text, after::text from task.matter_type_change
                        order by id desc limit ?""").param(limit).query(Past.class).list();
    }

    /** @throws Refusal when a figure, tag or duty cannot be, or nothing changes */
    @Traced("task.type.change")
    public void change(String code, TypeChange wanted, String reason) {
        String said = StepPolicy.said(reason);
        check(wanted);
        int changed = jdbc.sql("""
                        with was as (select * from task.matter_type where code = :code for update),
                        now as (
                          update task.matter_type y set duty_code = :duty, skill_tags = :skills, mandatory_tags = :mandatory, needs_cert = :cert,
                            standard_minutes = :minutes, sla_unit = :unit, sla_amount = :amount, merge_key = :key, merge_window_h = :window
                          from was where y.code = was.code and (was.duty_code, was.skill_tags, was.mandatory_tags, was.needs_cert,
                            was.standard_minutes, was.sla_unit, was.sla_amount, was.merge_key, was.merge_window_h)
                            is distinct from (:duty, :skills::text[], :mandatory::text[], :cert, :minutes, :unit, :amount, :key, :window)
                          returning y.*)
                        insert into task.matter_type_change (code, before, after, reason, changed_at, changed_by)
                        select was.code, to_jsonb(was), to_jsonb(now), :reason, :at::timestamptz, :by from was join now on now.code = was.code""")
                .param("code", code)
                .param("duty", wanted.dutyCode())
                .param("skills", wanted.skillTags().toArray(String[]::new))
                .param("mandatory", wanted.mandatoryTags().toArray(String[]::new))
                .param("cert", wanted.needsCert())
                .param("minutes", wanted.standardMinutes())
                .param("unit", wanted.slaUnit())
                .param("amount", wanted.slaAmount())
                .param("key", wanted.mergeKey())
                .param("window", wanted.mergeWindowHours())
                .param("reason", said)
                .param("at", clock.instant().toString())
                .param("by", CurrentActor.get().login())
                .update();
        if (changed == 0) {
            throw Refusal.conflict("task.refused.typeSame");
        }
        Trail.object("task.type", code);
        Trail.note("reason", said);
    }

    private void check(TypeChange wanted) {
        boolean duty = jdbc.sql("select exists (select from organization.v_duty where code = ?)")
                .param(wanted.dutyCode())
                .query(Boolean.class)
                .single();
        if (!duty) {
            throw Refusal.invalid("task.refused.dutyUnknown");
        }
        for (String tag : java.util.stream.Stream.concat(wanted.skillTags().stream(), wanted.mandatoryTags().stream())
                .toList()) {
            if (!tag.matches("[A-Z][A-Z0-9_]{0,39}")) {
                throw Refusal.invalid("task.refused.tag", tag);
            }
        }
        boolean figures = wanted.standardMinutes() > 0
                && wanted.standardMinutes() <= 10_000
                && wanted.slaAmount() > 0
                && wanted.slaAmount() <= 365
                && wanted.mergeWindowHours() >= 0
                && wanted.mergeWindowHours() <= 24 * 90;
        if (!figures || !List.of("WORKDAY", "DAY").contains(wanted.slaUnit())) {
            throw Refusal.invalid("task.refused.typeFigures");
        }
        if (wanted.mergeKey() == null || !wanted.mergeKey().matches("[A-Z][A-Z0-9_]{0,39}")) {
            throw Refusal.invalid("task.refused.tag", String.valueOf(wanted.mergeKey()));
        }
    }
}
