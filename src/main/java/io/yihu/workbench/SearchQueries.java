package io.yihu.workbench;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds taxpayers, persons, officers and offices inside the actor's scope; the scope is part of every statement. */
@Component
@RequiredArgsConstructor
public class SearchQueries {
    static final int MOST = 20;
    private final JdbcClient jdbc;

    /** One hit; {@code exact} when the term is its very name or code. */
    public record Hit(String kind, long id, String name, String code, String place, String level, boolean exact) {
        public String url() {
            return "/" + kind + "/" + id;
        }
    }

    /** By part of the name, beginning of the tax id, or pinyin initials. */
    List<Hit> subjects(SearchTerm term) {
        Actor actor = CurrentActor.get();
        if (!mayOpenSubjects(actor)) {
            return List.of();
        }
        return jdbc.sql("""
                        with found as (
                          select s.id, s.name, s.tax_id, s.office_id, s.name_norm
                          from taxpayer.v_subject s
                          where taxpayer.bigrams(s.name_norm) @> taxpayer.bigrams(taxpayer.norm_name(:text))
                            and s.name_norm like taxpayer.norm_name(:part)
                          union
                          select s.id, s.name, s.tax_id, s.office_id, s.name_norm
                          from taxpayer.v_subject s where :code <> '' and (s.tax_id like :code or s.uscc like :code)
                          union
                          select s.id, s.name, s.tax_id, s.office_id, s.name_norm
                          from taxpayer.v_subject s where :initials <> '' and s.initials like :initials)
                        select 'subject' as kind, f.id, f.name, f.tax_id as code, coalesce(o.short_name, o.name) as place, l.level,
                          f.tax_id = upper(:text) or f.name_norm = taxpayer.norm_name(:text) as exact
                        from found f left join organization.v_office o on o.id = f.office_id
                        left join risk.v_subject_level l on l.subject_id = f.id
                        where o.path like :scope or exists (select 1 from task.v_task t where t.subject_id = f.id
                          and t.officer_id = cast(:officer as bigint) and t.closed_at is null and t.state not in ('CANCELLED', 'TRANSFERRED'))
                        order by exact desc, position(taxpayer.norm_name(:text) in f.name_norm) = 1 desc,
                          array_position(array['HIGH', 'MEDIUM', 'LOW'], l.level) nulls last, f.name, f.id
                        limit :most""")
                .param("text", term.text())
                .param("part", term.part())
                .param("code", term.codePrefix())
                .param("initials", term.initialsPrefix())
                .param("scope", actor.scope())
                .param("officer", actor.officerId())
                .param("most", MOST + 1)
                .query(Hit.class)
                .list();
    }

    /** By part of the name, through a taxpayer in scope; only for those who may open a person's file. */
    List<Hit> persons(SearchTerm term) {
        Actor actor = CurrentActor.get();
        if (!actor.has(Roles.OFFICER) && !actor.has(Roles.SUPERVISOR)) {
            return List.of();
        }
        return jdbc.sql("""
                        select 'person' as kind, p.id, p.name, p.id_masked as code,
                          (select string_agg(distinct s.name, '、') from taxpayer.v_person_role r
                             join taxpayer.v_subject s on s.id = r.subject_id join organization.v_office o on o.id = s.office_id
                           where r.person_id = p.id and o.path like :scope) as place,
                          null as level, p.name = :text as exact
                        from taxpayer.v_person p
                        where taxpayer.bigrams(p.name) @> taxpayer.bigrams(:text) and p.name like :part
                          and exists (select 1 from taxpayer.v_person_role r
                            join taxpayer.v_subject s on s.id = r.subject_id join organization.v_office o on o.id = s.office_id
                            where r.person_id = p.id and o.path like :scope)
                        order by exact desc, p.name, p.id limit :most""")
                .param("text", term.text())
                .param("part", term.part())
                .param("scope", actor.scope())
                .param("most", MOST + 1)
                .query(Hit.class)
                .list();
    }

    /** By part of the name or beginning of the staff number; a supervisor finds the subtree, an officer oneself. */
    List<Hit> officers(SearchTerm term) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select 'staff' as kind, f.id, f.name, f.staff_no as code, coalesce(o.short_name, o.name) as place, null as level,
                          f.name = :text or upper(f.staff_no) = upper(:text) as exact
                        from organization.v_officer f join organization.v_office o on o.id = f.office_id
                        where (f.name like :part or (:code <> '' and upper(f.staff_no) like :code)) and f.status <> 'LEFT'
                          and (f.id = cast(:self as bigint) or (:commands and o.path like :scope))
                        order by exact desc, f.name, f.id limit :most""")
                .param("text", term.text())
                .param("part", term.part())
                .param("code", term.codePrefix())
                .param("self", actor.officerId())
                .param("commands", actor.has(Roles.SUPERVISOR))
                .param("scope", actor.scope())
                .param("most", MOST + 1)
                .query(Hit.class)
                .list();
    }

    /** By part of the name or beginning of the code. */
    List<Hit> offices(SearchTerm term) {
        Actor actor = CurrentActor.get();
        if (!mayOpenSubjects(actor)) {
            return List.of();
        }
        return jdbc.sql("""
                        select 'office' as kind, o.id, coalesce(o.short_name, o.name) as name, o.code, coalesce(p.short_name, p.name) as place, null as level,
                          o.name = :text or o.short_name = :text or o.code = :text as exact
                        from organization.v_office o left join organization.v_office p on p.id = o.parent_id
                        where (o.name like :part or o.short_name like :part or (:code <> '' and o.code like :code))
                          and o.path like :scope and o.active
                        order by exact desc, length(o.path), o.code limit :most""")
                .param("text", term.text())
                .param("part", term.part())
                .param("code", term.codePrefix())
                .param("scope", actor.scope())
                .param("most", MOST + 1)
                .query(Hit.class)
                .list();
    }

    private static boolean mayOpenSubjects(Actor actor) {
        return actor.has(Roles.OFFICER)
                || actor.has(Roles.SUPERVISOR)
                || actor.has(Roles.GRID_ADMIN)
                || actor.has(Roles.MODEL_ADMIN);
    }
}
