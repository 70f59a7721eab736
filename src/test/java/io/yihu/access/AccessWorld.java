package io.yihu.access;

import io.yihu.organization.AccountService;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import io.yihu.risk.model.Models;
import io.yihu.support.StagedFeeds;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Offices above, below and beside one county, each with one of everything whose name carries the mark of its place. */
@Component
@RequiredArgsConstructor
public class AccessWorld {
    /** Where a thing lies as the people of the county see it. */
    enum Place {
        OWN("13301060000", "330106"),
        CHILD("13301060001", "330106"),
        SIBLING("13301080000", "330108"),
        PARENT("13301000000", "330100"),
        OTHER("14401060000", "440106");

        final String office;
        final String division;

        Place(String office, String division) {
            this.office = office;
            this.division = division;
        }

        /** Stands in every name, tax id and text of the place. */
        String mark() {
            return "Z" + name().substring(0, 3);
        }

        boolean visible() {
            return this == OWN || this == CHILD;
        }
    }

    /** Role of each login; all business roles sit in the county. */
    static final Map<String, String> LOGINS = Map.of(
            "a.officer", Roles.OFFICER,
            "a.super", Roles.SUPERVISOR,
            "a.grid", Roles.GRID_ADMIN,
            "a.model", Roles.MODEL_ADMIN,
            "a.sys", Roles.SYSTEM_ADMIN,
            "a.sec", Roles.SECURITY_ADMIN,
            "a.aud", Roles.AUDIT_ADMIN);

    private final StagedFeeds staging;
    private final AccountService accounts;
    private final MatterService matters;
    private final Models models;
    private final JdbcClient jdbc;

    /** Ids by what the routes call them. */
    final Map<Place, Map<String, Long>> ids = new EnumMap<>(Place.class);

    void offices() {
        staging.load("offices", "test", """
                code,name,short_name,level,kind,parent_code,division_code
                10000000000,国家税务总局,总局,HQ,ADMIN,,
                13300000000,东海省税务局,东海省局,PROVINCE,ADMIN,10000000000,330000
                14400000000,南江省税务局,南江省局,PROVINCE,ADMIN,10000000000,440000
                13301000000,临江市税务局,临江市局,CITY,ADMIN,13300000000,330100
                14401000000,穗港市税务局,穗港市局,CITY,ADMIN,14400000000,440100
                13301060000,海岸县税务局,海岸县局,COUNTY,ADMIN,13301000000,330106
                13301080000,山前县税务局,山前县局,COUNTY,ADMIN,13301000000,330108
                14401060000,珠湾县税务局,珠湾县局,COUNTY,ADMIN,14401000000,440106
                13301060001,海岸县第一税务所,海岸一所,BRANCH,BRANCH,13301060000,330106
                """);
        staging.load("officers", "test", """
                staff_no,name,office_code
                A001,阿办,13301060000
                A002,阿督,13301060000
                A003,阿网,13301060000
                A004,阿模,13301060000
                """);
        List<NewAccount> people = new ArrayList<>();
        LOGINS.forEach((login, role) -> {
            Long officer = jdbc.sql("select min(id) from organization.officer where name = ?")
                    .param(Map.of("a.officer", "阿办", "a.super", "阿督", "a.grid", "阿网", "a.model", "阿模")
                            .getOrDefault(login, ""))
                    .query(Long.class)
                    .optional()
                    .orElse(null);
            people.add(new NewAccount(login, login, "N" + login, officer, "Test-2026-Pass", false, Set.of(role)));
        });
        accounts.createAll(people);
        models.published();
        jdbc.sql("""
                        insert into indicator.run (as_of, period, state, started_by, created_at, finished_at)
                        values ('2026-05-01', '2026-04-01', 'DONE', 't', now(), now())""").update();
    }

    void fill(Place place) {
        String mark = place.mark();
        String taxId = place.division.substring(0, 6);
        staging.load("officers", "test", """
                staff_no,name,office_code
                S%1$s,员%1$s,%2$s
                """.formatted(mark, place.office));
        staging.load("registrations", "test", """
                reg_serial,tax_id,name,status,taxpayer_type,division_code,office_code,register_date,capital,address
                R%1$s1,91%3$sMA%1$s0001,公司%1$s甲,03,GENERAL,%3$s,%2$s,2021-03-01,1000000,%1$s路1号
                R%1$s2,91%3$sMA%1$s0002,公司%1$s乙,03,GENERAL,%3$s,%2$s,2020-01-15,500000,%1$s路2号
                """.formatted(mark, place.office, taxId));
        staging.load("persons", "test", "person_no,name,birth,sex\nP%1$s,人%1$s,1970-01-01,M\n".formatted(mark));
        staging.load("person_roles", "test", """
                reg_serial,person_no,role,from,to
                R%1$s1,P%1$s,LEGAL_REP,2021-03-01,
                R%1$s2,P%1$s,SHAREHOLDER,2020-01-15,
                """.formatted(mark));
        staging.load("registration_changes", "test", """
                reg_serial,item,old_value,new_value,change_date,person_no
                R%1$s1,ADDRESS,旧%1$s,新%1$s,2025-06-10,P%1$s
                """.formatted(mark));
        staging.load("invoices", "test", """
                kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status
                PAPER_SPECIAL,3300,%4$08d,2026-04-10T10:00:00+08:00,91%3$sMA%1$s0001,公司%1$s甲,91%3$sMA%1$s0002,公司%1$s乙,900000.00,117000.00,NORMAL
                """.formatted(mark, place.office, taxId, place.ordinal() + 1));
        Map<String, Long> own = new HashMap<>();
        ids.put(place, own);
        own.put("office", one("select id from organization.office where code = ?", place.office));
        own.put("officer", one("select id from organization.officer where staff_no = ?", "S" + mark));
        own.put("subject", one("select id from taxpayer.subject where name = ?", "公司" + mark + "甲"));
        own.put("buyer", one("select id from taxpayer.subject where name = ?", "公司" + mark + "乙"));
        own.put("person", one("select id from taxpayer.person where person_no = ?", "P" + mark));
        things(place, mark, own);
    }

    private void things(Place place, String mark, Map<String, Long> own) {
        matters.raise(List.of(new RaiseMatter(
                own.get("subject"), "RISK_REMIND", "RISK", "ref" + mark, "LOW", "事项" + mark, "缘由" + mark)));
        own.put("matter", one("select id from task.matter where source_ref = ?", "ref" + mark));
        own.put(
                "task",
                one(
                        "select t.id from task.task t join task.matter m on m.id = t.matter_id where m.source_ref = ?",
                        "ref" + mark));
        jdbc.sql(
                        "update task.task set officer_id = ?, office_id = ?, state = 'DISPATCHED', dispatched_at = now() where id = ?")
                .params(own.get("officer"), own.get("office"), own.get("task"))
                .update();
        own.put(
                "finding",
                jdbc.sql("""
                        insert into risk.finding (subject_id, run_id, period, as_of, model_version_id, score, raw, level, computed, hard,
                          hit_codes, hit_values, hit_severities, hit_shares, hard_codes, created_at)
                        select ?, r.id, r.period, r.as_of, (select min(id) from risk.model_version), 50, 1, 'MEDIUM', 'MEDIUM', false,
                          '{RI-A01}', '{NULL}', '{0.5}', '{1}', '{}', now() from indicator.run r limit 1 returning id""").param(own.get("subject")).query(Long.class).single());
        jdbc.sql("""
                        insert into risk.subject_level (subject_id, level, score, period, run_id, finding_id)
                        select f.subject_id, f.level, f.score, f.period, f.run_id, f.id from risk.finding f where f.id = ?""").param(own.get("finding")).update();
        own.put(
                "listing",
                jdbc.sql("""
                        insert into risk.listing (subject_id, kind, reason, valid_from, created_by, created_at)
                        values (?, 'WHITE', ?, '2026-01-01', 'test', now()) returning id""")
                        .params(own.get("subject"), "名单" + mark)
                        .query(Long.class)
                        .single());
        own.put(
                "override",
                jdbc.sql("""
                        insert into risk.level_override (subject_id, level, reason, valid_from, valid_to, state, requested_by, requested_at)
                        values (?, 'LOW', ?, '2026-01-01', '2099-01-01', 'REQUESTED', 'test', now()) returning id""")
                        .params(own.get("subject"), "改判" + mark)
                        .query(Long.class)
                        .single());
        own.put(
                "grid",
                jdbc.sql("""
                        insert into grid.grid (type, name, unit_office_id, rule, created_at, created_by)
                        values ('GROUP', ?, ?, '{}', now(), 'test') returning id""")
                        .params("网格" + mark, own.get("office"))
                        .query(Long.class)
                        .single());
        own.put(
                "member",
                jdbc.sql("""
                        insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from)
                        values (?, ?, 'MEMBER', 100, '2000-01-01') returning id""")
                        .params(own.get("grid"), own.get("officer"))
                        .query(Long.class)
                        .single());
        loops(mark, own);
        own.put(
                "export",
                jdbc.sql("""
                        insert into dossier.export (kind, title, subject_id, purpose, note, language, login, actor_name, state, created_at)
                        values ('FILE_PDF', ?, ?, 'x', 'x', 'zh', ?, 'x', 'QUEUED', now()) returning id""")
                        .params("导出" + mark, own.get("subject"), "x" + mark)
                        .query(Long.class)
                        .single());
        own.put(
                "push",
                jdbc.sql("""
                        insert into guidance.push (subject_id, home_subject_id, event, event_ref, happened_at, template, template_version, level, taxpayer_class,
                          channel, title, body, notice, needs_ack, needs_phone, needs_hall, needs_sign, calls, reminders, created_at, created_by, valid_until)
                        select id, id, 'QUOTA_APPROVED', 'x', now(), 'QUOTA-HALL', 1, 'HIGH', 'GENERAL', 'E_BUREAU', ?, ?, ?, true, false, true, true, true,
                          '{1,3}', now(), 'test', now() from taxpayer.subject where id = ? returning id""")
                        .params("事项" + mark, "事项" + mark, "事项" + mark, own.get("subject"))
                        .query(Long.class)
                        .single());
        own.put(
                "demand",
                jdbc.sql("""
                        insert into guidance.demand (subject_id, home_subject_id, topic, origin, state, opened_at, opened_by, due_at)
                        values (?, ?, 'INVOICE', 'PHONE', 'OPEN', now(), 'test', now()) returning id""")
                        .params(own.get("subject"), own.get("subject"))
                        .query(Long.class)
                        .single());
        jdbc.sql("""
                        insert into guidance.demand_message (subject_id, demand_id, side, author, text, at)
                        values (?, ?, 'TAXPAYER', 'test', ?, now())""").params(own.get("subject"), own.get("demand"), "缘由" + mark).update();
        own.put(
                "coaching",
                jdbc.sql("""
                        insert into guidance.coaching (subject_id, title, mode, place, starts_at, planned_at, planned_by)
                        values (?, ?, 'ONSITE', 'x', now(), now(), 'test') returning id""")
                        .params(own.get("subject"), "事项" + mark)
                        .query(Long.class)
                        .single());
        jdbc.sql("""
                        insert into guidance.benefit_match (subject_id, policy, period, facts, enjoyed, matched_at)
                        values (?, 'SMALL_VAT', '2026-03', ?, false, now())""").params(own.get("subject"), "缘由" + mark).update();
        own.put(
                "pair",
                jdbc.sql("""
                        insert into taxpayer.resolution_pair (party_a, party_b, reg_a, reg_b, rule, score, outcome, decided_at)
                        select min(party_id), max(party_id), ?, ?, 'R9', 0.8, 'QUEUED', now() from taxpayer.registration
                        where reg_serial in (?, ?) returning id""")
                        .params("R" + mark + "1", "R" + mark + "2", "R" + mark + "1", "R" + mark + "2")
                        .query(Long.class)
                        .single());
    }

    /** A thread, a telling of late work, a package and a batch of the place. */
    private void loops(String mark, Map<String, Long> own) {
        own.put("order", one("select work_order_id from task.matter where source_ref = ?", "ref" + mark));
        own.put(
                "escalation",
                jdbc.sql("""
                        insert into task.escalation (task_id, subject_id, cause, tier, office_id, raised_at, due_at)
                        values (?, ?, 'DUE', 1, ?, now(), now()) returning id""")
                        .params(own.get("task"), own.get("subject"), own.get("office"))
                        .query(Long.class)
                        .single());
        own.put(
                "region",
                jdbc.sql("""
                        insert into task.region_check (issuer_subject_id, source_task_id, source_work_order_id, issuer_office_id,
                          recipient_grid_id, recipient_office_id, lead_subject_id, state, vouchers, amount, tax, due_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'PUSHED', 0, 0, 0, now()) returning id""")
                        .params(
                                own.get("subject"),
                                own.get("task"),
                                own.get("order"),
                                own.get("office"),
                                own.get("grid"),
                                own.get("office"),
                                own.get("buyer"))
                        .query(Long.class)
                        .single());
        own.put(
                "directive",
                jdbc.sql("""
                        insert into task.directive (title, type_code, level, office_id, issued_at, issued_by, due_at, total)
                        values (?, 'RISK_REMIND', 'LOW', ?, now(), 'test', now() + interval '9 days', 1) returning id""")
                        .params("事项" + mark + "批次", own.get("office"))
                        .query(Long.class)
                        .single());
        jdbc.sql("""
                        insert into task.directive_item (directive_id, subject_id, office_id, office_path)
                        select ?, ?, id, path from organization.office where id = ?""")
                .params(own.get("directive"), own.get("subject"), own.get("office"))
                .update();
        own.put(
                "node",
                jdbc.sql("""
                        insert into task.directive_node (directive_id, office_id, path, state, received_at, accept_due_at)
                        select ?, id, path, 'RECEIVED', now(), now() from organization.office where id = ? returning id""")
                        .params(own.get("directive"), own.get("office"))
                        .query(Long.class)
                        .single());
    }

    private long one(String sql, String key) {
        return jdbc.sql(sql).param(key).query(Long.class).single();
    }
}
