package io.yihu.guidance;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.support.StagedFeeds;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One branch with a grid of three officers, firms of each level with their people, fed in through the registers. */
@Component
@RequiredArgsConstructor
class GuidanceWorld {
    private final StagedFeeds staging;
    private final PartitionService partition;
    private final MatterService matters;
    private final JdbcClient jdbc;

    void build() {
        staging.load("offices", "test", """
                code,name,short_name,level,kind,parent_code,division_code
                10000000000,国家税务总局,总局,HQ,ADMIN,,
                13300000000,东海省税务局,东海省局,PROVINCE,ADMIN,10000000000,330000
                13301000000,临江市税务局,临江市局,CITY,ADMIN,13300000000,330100
                13301060000,海岸县税务局,海岸县局,COUNTY,ADMIN,13301000000,330106
                13301060001,海岸县第一税务所,海岸一所,BRANCH,BRANCH,13301060000,330106
                """);
        staging.load("officers", "test", """
                staff_no,name,office_code,posts,skills,cert_no,cert_valid_to
                S001,李四海,13301060001,SOURCE_MGMT,SERVICE:3,C1,2099-01-01
                S002,王五洲,13301060001,SOURCE_MGMT,SERVICE:3,C2,2099-01-01
                S003,陈六合,13301060001,SOURCE_MGMT,SERVICE:3,C3,2099-01-01
                S009,周主管,13301060000,LEADER,,C9,2099-01-01
                """);
        StringBuilder firms = new StringBuilder("""
                reg_serial,tax_id,name,status,taxpayer_type,division_code,office_code,register_date,employees,phone
                R1,91330106MA0000001A,低风险商贸有限公司,03,GENERAL,330106,13301060001,2021-03-01,12,13800000001
                R2,91330106MA0000002B,高风险商贸有限公司,03,GENERAL,330106,13301060001,2020-01-15,8,
                R3,91330106MA0000003C,不应答商贸有限公司,03,SMALL,330106,13301060001,2019-05-05,5,
                R4,91330106MA0000004D,中风险商贸有限公司,03,SMALL,330106,13301060001,2019-05-05,5,
                """);
        for (int i = 10; i < 30; i++) {
            firms.append(
                    "R%d,91330106MA00000%dX,垫底商贸%d号,03,SMALL,330106,13301060001,2019-05-05,5,%n".formatted(i, i, i));
        }
        staging.load("registrations", "test", firms.toString());
        staging.load("persons", "test", """
                person_no,name,birth,sex
                P1,钱老板,1970-01-01,M
                P2,孙财务,1985-06-06,F
                P3,旁人甲,1985-06-06,F
                """);
        staging.load("person_roles", "test", """
                reg_serial,person_no,role,from,to
                R2,P1,LEGAL_REP,2021-03-01,2026-03-01
                R2,P2,FIN_OFFICER,2021-03-01,
                R2,P3,SHAREHOLDER,2021-03-01,
                """);
        partition.refresh();
        level("91330106MA0000001A", "LOW");
        level("91330106MA0000002B", "HIGH");
        level("91330106MA0000003C", "LOW");
        level("91330106MA0000004D", "MEDIUM");
    }

    void level(String taxId, String level) {
        jdbc.sql(
                        "insert into risk.subject_level (subject_id, level, score, period, run_id) values (?, ?, 50, '2026-04-01', 1)")
                .params(subject(taxId), level)
                .update();
    }

    void quota(String taxId, String approvedAt) {
        staging.load(
                "invoice_quotas",
                "test",
                "tax_id,kind,per_invoice_limit,monthly_count,monthly_amount,reason,approver,approved_at\n%s,E_SPECIAL,100000.00,25,100000.00,APPLIED,海岸一所,%s\n"
                        .formatted(taxId, approvedAt));
    }

    /** Officers with 4, 7 and 9 tasks, as GS-05 wants them. */
    void loads() {
        List<RaiseMatter> raised = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            raised.add(new RaiseMatter(
                    subject("91330106MA00000" + i + "X"), "SERVICE", "TEST", "x" + i, "LOW", "垫底", null));
        }
        matters.raise(raised);
        int[] loads = {4, 7, 9};
        int done = 0;
        for (int i = 0; i < 3; i++) {
            done += jdbc.sql("""
                            update task.task set officer_id = ?, state = 'ACCEPTED', step = 'handle', dispatched_at = created_at, accepted_at = created_at
                            where id in (select id from task.task where officer_id is null order by id limit ?)""").params(officer("S00" + (i + 1)), loads[i]).update();
        }
        if (done != 20) {
            throw new IllegalStateException("loads " + done);
        }
    }

    long subject(String taxId) {
        return jdbc.sql("select id from taxpayer.v_subject where tax_id = ?")
                .param(taxId)
                .query(Long.class)
                .single();
    }

    long officer(String staffNo) {
        return jdbc.sql("select id from organization.v_officer where staff_no = ?")
                .param(staffNo)
                .query(Long.class)
                .single();
    }

    void as(String staffNo, Runnable work) {
        record Place(long officer, long office, String path, String name) {}
        Place place = jdbc.sql("""
                        select f.id as officer, o.id as office, o.path, f.name from organization.v_officer f join organization.v_office o on o.id = f.office_id
                        where f.staff_no = ?""").param(staffNo).query(Place.class).single();
        Set<String> roles = staffNo.equals("S009") ? Set.of(Roles.OFFICER, Roles.SUPERVISOR) : Set.of(Roles.OFFICER);
        CurrentActor.as(
                new Actor(
                        place.officer(),
                        staffNo,
                        place.name(),
                        place.officer(),
                        place.office(),
                        "局",
                        place.path(),
                        roles),
                () -> {
                    work.run();
                    return null;
                });
    }

    void taxpayer(String taxId, Runnable work) {
        CurrentActor.as(PushAccess.actor(taxId, "某企业"), () -> {
            work.run();
            return null;
        });
    }
}
