package io.yihu.dossier;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Head and registration data of a taxpayer's file. */
@Component("dossierSubjectQueries")
@RequiredArgsConstructor
public class SubjectFileQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One registration as it was fed in, with the line it came from. */
    public record Registration(
            String regSerial,
            String taxId,
            String uscc,
            String legacyTaxId,
            String name,
            String subjectKind,
            String registrationType,
            String statusZh,
            String statusEn,
            String taxpayerType,
            String industry,
            String division,
            String address,
            String businessAddress,
            LocalDate registerDate,
            LocalDate openDate,
            LocalDate closeDate,
            BigDecimal capital,
            BigDecimal paidInCapital,
            Long employees,
            String businessScope,
            String phone,
            String email,
            String taxSourceClass,
            String source,
            Long batchId,
            Long lineNo) {}

    /** Empty when there is no such taxpayer or the actor may not see it: both alike. */
    Optional<SubjectHead> head(long id) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select s.id, s.name, s.tax_id, s.status, st.name_zh as status_zh, st.name_en as status_en, s.external,
                          s.office_id, coalesce(o.short_name, o.name) as office_name, o.name as office_full_name, coalesce(o.path like :scope, false) as office_visible,
                          l.level, l.score, l.period, l.finding_id, g.grid_id, g.grid_name, g.officer_id, g.officer_name,
                          s.register_date, m.next_due, coalesce(m.open, 0) as open_matters, s.batch_id, s.line_no
                        from taxpayer.v_subject s
                        left join taxpayer.v_status st on st.code = s.status
                        left join organization.v_office o on o.id = s.office_id
                        left join risk.v_subject_level l on l.subject_id = s.id
                        left join lateral (
                          select gr.id as grid_id, gr.name as grid_name, f.id as officer_id, f.name as officer_name
                          from grid.v_grid_subject gs
                          join grid.v_grid gr on gr.id = gs.grid_id and gr.type = 'INSTITUTION' and gr.status = 'ACTIVE'
                          left join grid.v_grid_member gm on gm.grid_id = gr.id and gm.valid_from <= :today
                            and (gm.valid_to is null or gm.valid_to >= :today)
                          left join organization.v_officer f on f.id = gm.officer_id
                          where gs.subject_id = s.id
                          order by case gm.role when 'LEADER' then 0 when 'MEMBER' then 1 else 2 end, f.id
                          limit 1) g on true
                        left join lateral (
                          select min(due_at) as next_due, count(*) as open from task.v_matter mt
                          where mt.subject_id = s.id and mt.closed_at is null and mt.state = 'OPEN') m on true
                        where s.id = :id and\s""" + Visibility.OF_SUBJECT)
                .params(Visibility.of(actor))
                .param("id", id)
                .param("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .query(SubjectHead.class)
                .optional();
    }

    /** All registrations behind the taxpayer, the main one first. */
    public List<Registration> registrations(long subjectId) {
        return jdbc.sql(REGISTRATIONS
                        .replace("{then}", "")
                        .replace("{parties}", "select id from taxpayer.v_party where subject_id = :id")
                        .replaceAll("\\{(\\w+)}", "r.$1"))
                .param("id", subjectId)
                .query(Registration.class)
                .list();
    }

    /** Those the taxpayer was made of on that evening, with the values that later changes replaced. */
    public List<Registration> registrations(long subjectId, LocalDate day) {
        return jdbc.sql(REGISTRATIONS
                        .replace("{then}", THEN)
                        .replace("{parties}", """
                                select l.party_id from taxpayer.v_party_subject l where l.subject_id = :id and l.valid_from <= :day
                                  and (l.valid_to is null or l.valid_to > :day)""")
                        .replace(
                                "{capital}",
                                "case when w.capital is null then r.capital when w.capital ~ '^\\d{1,17}(\\.\\d{1,2})?$' then w.capital::numeric end")
                        .replace("{close_date}", "case when r.close_date <= :day then r.close_date end")
                        .replaceAll("\\{(\\w+)}", "nullif(coalesce(w.$1, r.$1), '')")
                        .replace("order by (r.reg", "  and coalesce(r.register_date <= :day, true) order by (r.reg"))
                .param("id", subjectId)
                .param("day", day)
                .query(Registration.class)
                .list();
    }

    private static final String REGISTRATIONS = """
            select r.reg_serial, r.tax_id, r.uscc, r.legacy_tax_id, {name} as name, r.subject_kind, r.registration_type,
              st.name_zh as status_zh, st.name_en as status_en, r.taxpayer_type,
              r.industry_code || coalesce(' ' || i.name, '') as industry,
              r.division_code || coalesce(' ' || d.name, '') as division,
              {address} as address, r.business_address, r.register_date, r.open_date, {close_date} as close_date, {capital} as capital, r.paid_in_capital,
              r.employees, {business_scope} as business_scope, r.phone, r.email, r.tax_source_class, r.source, r.batch_id, r.line_no
            from taxpayer.v_registration r
            join taxpayer.v_subject s on s.id = :id{then}
            left join taxpayer.v_status st on st.code = {status}
            left join organization.v_industry i on i.code = r.industry_code
            left join organization.v_division d on d.code = r.division_code
            where r.party_id in ({parties})
            order by (r.reg_serial = s.main_reg_serial) desc nulls last, r.register_date, r.reg_serial""";

    /** Of each item what the first change after the day replaced. */
    private static final String THEN = """

            left join lateral (
              select (array_agg(x.old order by x.change_date, x.id) filter (where x.item = 'NAME'))[1] as name,
                (array_agg(x.old order by x.change_date, x.id) filter (where x.item = 'STATUS'))[1] as status,
                (array_agg(x.old order by x.change_date, x.id) filter (where x.item = 'ADDRESS'))[1] as address,
                (array_agg(x.old order by x.change_date, x.id) filter (where x.item = 'CAPITAL'))[1] as capital,
                (array_agg(x.old order by x.change_date, x.id) filter (where x.item = 'SCOPE'))[1] as business_scope
              from (select c.item, coalesce(c.old_value, '') as old, c.change_date, c.id from taxpayer.v_change c
                where c.reg_serial = r.reg_serial and c.change_date > :day) x) w on true""";
}
