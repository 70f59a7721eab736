package io.yihu.invoice;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A month of a table partitioned by range on {@code month}, made when the first row of it arrives. */
record MonthPartition(String parent, LocalDate month) {
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("_yyyyMM");

    static String invoices(LocalDate month) {
        return new MonthPartition("invoice.invoice", month).name();
    }

    String name() {
        return parent + SUFFIX.format(month);
    }

    boolean exists(JdbcClient jdbc) {
        return jdbc.sql("select to_regclass(?) is not null")
                .param(name())
                .query(Boolean.class)
                .single();
    }

    /** Takes a filled and indexed table in as this month; the table must not be seen by anybody before. */
    void adopt(JdbcClient jdbc, String table) {
        String own = name().substring(name().indexOf('.') + 1);
        jdbc.sql("alter table %s rename to %s".formatted(table, own)).update();
        jdbc.sql("alter table %s add constraint attaching check (month = date '%s')".formatted(name(), month))
                .update();
        jdbc.sql("alter table %s attach partition %s for values from ('%s') to ('%s')"
                        .formatted(parent, name(), month, month.plusMonths(1)))
                .update();
        jdbc.sql("alter table %s drop constraint attaching".formatted(name())).update();
    }

    /** True when a month after this one stands. */
    static boolean laterExists(JdbcClient jdbc, String parent, LocalDate month) {
        String own = new MonthPartition(parent, month).name();
        return jdbc.sql("""
                        select exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
                          where i.inhparent = ?::regclass and c.relname > ?)""")
                .params(parent, own.substring(own.indexOf('.') + 1))
                .query(Boolean.class)
                .single();
    }

    /** The month stands, empty if it was not there. */
    void ensure(JdbcClient jdbc) {
        if (!exists(jdbc)) {
            jdbc.sql("create table if not exists %s partition of %s for values from ('%s') to ('%s')"
                            .formatted(name(), parent, month, month.plusMonths(1)))
                    .update();
        }
    }
}
