package io.yihu.platform;

import io.yihu.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What row-level security as a second fence would cost: the same questions over a million taxpayers with policies and without. */
class RowSecurityBench {
    private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put("list of a county, first page", """
                select s.id, s.name from fence.subject s join fence.office o on o.id = s.office_id
                where o.path like current_setting('yihu.scope') order by s.id limit 50""");
        QUESTIONS.put("count of a county", """
                select count(*) from fence.subject s join fence.office o on o.id = s.office_id where o.path like current_setting('yihu.scope')""");
        QUESTIONS.put("part of a name", """
                select s.id from fence.subject s join fence.office o on o.id = s.office_id
                where s.name like '%12345%' and o.path like current_setting('yihu.scope') limit 50""");
        QUESTIONS.put("months of one taxpayer", "select sum(amount) from fence.fact where subject_id = 37 * 10000 + 5");
        QUESTIONS.put("months of a county", """
                select sum(f.amount) from fence.fact f join fence.subject s on s.id = f.subject_id join fence.office o on o.id = s.office_id
                where o.path like current_setting('yihu.scope') and f.month = '2026-03-01'""");
        QUESTIONS.put("a month of the whole country", "select sum(amount) from fence.fact where month = '2026-03-01'");
    }

    @Test
    void policiesOverAMillionTaxpayers() throws Exception {
        int subjects = Integer.getInteger("yihu.subjects", 1_000_000);
        try (Connection connection = TestDatabase.owner(TestDatabase.create());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create schema fence;
                    create extension if not exists pg_trgm;
                    create table fence.office (id bigint primary key, path text not null);
                    insert into fence.office select n, '/1/' || n / 10 || '/' || n || '/' from generate_series(1, 300) n;
                    create table fence.subject (id bigint primary key, office_id bigint not null, name text not null);
                    insert into fence.subject select n, 1 + n % 300, '公司' || n * 7919 from generate_series(1, %d) n;
                    create index on fence.subject (office_id);
                    create index on fence.subject using gin (name gin_trgm_ops);
                    create table fence.fact (subject_id bigint, month date, amount numeric, primary key (subject_id, month));
                    insert into fence.fact select n, date '2026-01-01' + m * interval '1 month', n from generate_series(1, %d) n, generate_series(0, 3) m;
                    create index on fence.fact (month);
                    analyze;
                    do $$ begin create role fence_reader nologin; exception when duplicate_object then null; end $$;
                    grant usage on schema fence to fence_reader;
                    grant select on all tables in schema fence to fence_reader;
                    set role fence_reader""".formatted(subjects, subjects));
            Map<String, double[]> table = new LinkedHashMap<>();
            ask(statement, table, 0);
            statement.execute("""
                    reset role;
                    alter table fence.subject enable row level security;
                    alter table fence.fact enable row level security;
                    create policy own on fence.subject using (current_setting('yihu.scope') = '/%'
                      or office_id in (select o.id from fence.office o where o.path like current_setting('yihu.scope')));
                    create policy own on fence.fact using (current_setting('yihu.scope') = '/%'
                      or exists (select from fence.subject s where s.id = subject_id));
                    set role fence_reader""");
            ask(statement, table, 2);
            System.out.printf(
                    "%-34s %12s %12s %12s %12s%n",
                    "ms, medians of 5", "county", "country", "county RLS", "country RLS");
            table.forEach((name, ms) ->
                    System.out.printf("%-34s %12.1f %12.1f %12.1f %12.1f%n", name, ms[0], ms[1], ms[2], ms[3]));
        }
    }

    private static void ask(Statement statement, Map<String, double[]> table, int column) throws SQLException {
        String[] scopes = {"/1/3/37/%", "/%"};
        for (int scope = 0; scope < scopes.length; scope++) {
            statement.execute("set yihu.scope = '" + scopes[scope] + "'");
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                List<Double> times = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    long start = System.nanoTime();
                    try (ResultSet rows = statement.executeQuery(question.getValue())) {
                        while (rows.next()) {
                            // read to the end
                        }
                    }
                    times.add((System.nanoTime() - start) / 1e6);
                }
                times.sort(null);
                table.computeIfAbsent(question.getKey(), name -> new double[4])[column + scope] = times.get(2);
            }
        }
    }
}
