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

    /** A table of its own without index: fill it, then {@link #attach}. */
    void createDetached(JdbcClient jdbc) {
        jdbc.sql("create table %s (like %s including defaults including constraints)".formatted(name(), parent))
                .update();
    }

    /** Builds the indexes of the parent over the filled table. */
    void attach(JdbcClient jdbc) {
        jdbc.sql("alter table %s add constraint attaching check (month = date '%s')".formatted(name(), month))
                .update();
        jdbc.sql("alter table %s attach partition %s for values from ('%s') to ('%s')"
                        .formatted(parent, name(), month, month.plusMonths(1)))
                .update();
        jdbc.sql("alter table %s drop constraint attaching".formatted(name())).update();
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
