package io.yihu.task;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small authority for tests: offices, officers, taxpayers, grids, written straight into the tables. */
public class TaskWorld {
    private final JdbcClient jdbc;
    private int number;

    public TaskWorld(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long office(String code, String level, Long parent) {
        return jdbc.sql("""
                        insert into organization.office (code, name, level, kind, parent_id, path, division_code)
                        values (?, ?, ?, 'ADMIN', ?, '', '330100') returning id""")
                .params(code, "局" + code, level, parent)
                .query(Long.class)
                .single();
    }

    public String path(long office) {
        return jdbc.sql("select path from organization.v_office where id = ?")
                .param(office)
                .query(String.class)
                .single();
    }

    /** On duty, 420 minutes a day, certificate valid, no post, no skill. */
    public long officer(String name, long office) {
        return jdbc.sql("""
                        insert into organization.officer (staff_no, name, office_id, cert_no, cert_valid_to)
                        values (?, ?, ?, 'C', '2099-01-01') returning id""")
                .params("S" + ++number + name, name, office)
                .query(Long.class)
                .single();
    }

    public void skill(long officer, String tag, int level) {
        jdbc.sql("insert into organization.officer_skill (officer_id, tag, level) values (?, ?, ?)")
                .params(officer, tag, level)
                .update();
    }

    public long subject(String name, long office) {
        return jdbc.sql("""
                        insert into taxpayer.subject (name, tax_id, office_id, external, status, division_code)
                        values (?, ?, ?, false, '03', '330106') returning id""")
                .params(name, "T" + ++number, office)
                .query(Long.class)
                .single();
    }

    public long grid(String type, String name, long office, String rule) {
        return jdbc.sql("""
                        insert into grid.grid (type, name, unit_office_id, rule, created_at, created_by)
                        values (?, ?, ?, ?::jsonb, now(), 'test') returning id""").params(type, name, office, rule).query(Long.class).single();
    }

    public void member(long grid, long officer, String role, int capacityPct) {
        jdbc.sql("""
                        insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from)
                        values (?, ?, ?, ?, '2000-01-01')""").params(grid, officer, role, capacityPct).update();
    }

    public long taskOf(String sourceRef) {
        return jdbc.sql("""
                        select t.id from task.task t join task.matter m on m.id = t.matter_id where m.source_ref = ?""").param(sourceRef).query(Long.class).single();
    }

    public <T> T as(long officer, long office, Set<String> roles, Supplier<T> work) {
        Actor actor = new Actor(officer, "u" + officer, "员" + officer, officer, office, "局", path(office), roles);
        return CurrentActor.as(actor, work);
    }

    public void officer(long officer, long office, Runnable work) {
        as(officer, office, Set.of(Roles.OFFICER), () -> {
            work.run();
            return null;
        });
    }

    public void supervisor(long officer, long office, Runnable work) {
        as(officer, office, Set.of(Roles.OFFICER, Roles.SUPERVISOR), () -> {
            work.run();
            return null;
        });
    }
}
