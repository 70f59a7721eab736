package io.yihu.support;

import java.sql.Connection;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Empties every table but those whose comment starts with "Reference", before each test class. */
public class CleanDatabase implements TestExecutionListener, Ordered {
    private static final String TRUNCATE = """
            do $$
            declare names text;
            begin
              select string_agg(format('%I.%I', n.nspname, c.relname), ', ') into names
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and not c.relispartition
                and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                and c.relname not in ('flyway_schema_history', 'scheduled_tasks')
                and c.relname not like 'act\\_ge\\_%' and c.relname not like 'act\\_re\\_%'
                and c.relname not like 'flw\\_%' and c.relname not like 'act\\_procdef%'
                and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'Reference%';
              execute 'truncate ' || names || ' restart identity cascade';
              execute 'truncate trail.action restart identity'; -- the emptying of protected tables left rows there
            end $$""";

    @Override
    public void beforeTestClass(TestContext context) throws Exception {
        clean(context.getApplicationContext().getEnvironment().getProperty("yihu.test.database"));
    }

    /** For a test that needs an empty database before each method. */
    public static void clean(String database) throws Exception {
        try (Connection connection = TestDatabase.owner(database);
                var statement = connection.createStatement()) {
            statement.execute(TRUNCATE);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }
}
