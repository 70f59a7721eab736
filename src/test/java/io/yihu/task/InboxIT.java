package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.support.YihuIT;
import io.yihu.task.InboxQueries.Filter;
import io.yihu.task.InboxQueries.Pile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages by key put together are the whole pile in its order, with ties, with every filter; lists of offices as well. */
@YihuIT
class InboxIT {
    private static final Instant NOW = Instant.parse("2026-05-06T02:00:00Z");
    private static final List<String> STATES = List.of(
            "DISPATCHED",
            "TRANSFERRED",
            "ACCEPTED",
            "PROCESSING",
            "RETURNED",
            "WAIT_TAXPAYER",
            "SUBMITTED",
            "SUSPENDED",
            "CLOSED");
    private static final List<String> TYPES = List.of("RISK_REMIND", "ASSESSMENT", "POST_RESPONSE");
    private static final List<String> LEVELS = List.of("HIGH", "MEDIUM", "LOW");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InboxQueries inbox;

    @Autowired
    MatterQueries matters;

    private record Given(
            long id,
            String name,
            String state,
            String type,
            String level,
            double priority,
            int returned,
            Instant due,
            Instant closed) {
        boolean late() {
            return !Set.of("SUBMITTED", "CLOSED").contains(state) && due.isBefore(NOW);
        }

        boolean soon() {
            return !due.isBefore(NOW) && due.isBefore(NOW.plus(3, ChronoUnit.DAYS));
        }
    }

    private final List<Given> given = new ArrayList<>();

    private void desk(TaskWorld world, long officer, long office) {
        long subject = world.subject("甲厂", office);
        long other = world.subject("乙店", office);
        for (int i = 0; i < 180; i++) {
            String state = STATES.get(i % STATES.size());
            String level = LEVELS.get(i / 7 % 3);
            double priority = level.equals("HIGH") ? 1.5 : level.equals("MEDIUM") ? 1.2 : 1.0;
            Instant due = NOW.plus(i % 11 - 5, ChronoUnit.DAYS);
            Instant closed = state.equals("CLOSED") ? NOW.minus(i % 5, ChronoUnit.HOURS) : null;
            long about = i % 4 == 0 ? other : subject;
            String type = TYPES.get(i % 3);
            long id = jdbc.sql("""
                            with w as (insert into task.work_order (subject_id, level, priority, created_at, due_at) values (?, ?, ?, now(), ?::timestamptz)
                                returning id, subject_id),
                            m as (insert into task.matter (subject_id, type_code, source, source_ref, level, title, work_order_id, created_at, due_at)
                                select subject_id, ?, 'T', ?, ?, '事', id, now(), ?::timestamptz from w returning id, subject_id, work_order_id)
                            insert into task.task (matter_id, work_order_id, subject_id, matter_type, source, level, office_id, duty_code, state,
                              priority, standard_minutes, created_at, due_at, officer_id, returned_count, submitted_at, closed_at)
                            select id, work_order_id, subject_id, ?, 'T', ?, ?, 'RISK_REMIND', ?, ?, 30, now(), ?::timestamptz, ?, ?,
                              case when ? in ('SUBMITTED', 'CLOSED') then now() end, ?::timestamptz from m returning id""")
                    .params(
                            about,
                            level,
                            priority,
                            due.toString(),
                            type,
                            "r" + i,
                            level,
                            due.toString(),
                            type,
                            level,
                            office,
                            state,
                            priority,
                            due.toString(),
                            officer,
                            state.equals("RETURNED") ? 1 : 0,
                            state,
                            closed == null ? null : closed.toString())
                    .query(Long.class)
                    .single();
            given.add(new Given(
                    id,
                    about == other ? "乙店" : "甲厂",
                    state,
                    type,
                    level,
                    priority,
                    state.equals("RETURNED") ? 1 : 0,
                    due,
                    closed));
        }
    }

    private List<Long> expected(Predicate<Given> which, Comparator<Given> order) {
        return given.stream().filter(which).sorted(order).map(Given::id).toList();
    }

    private List<Long> paged(Pile pile, long officer, Filter filter) {
        List<Long> ids = new ArrayList<>();
        Long after = null;
        do {
            Slice<TaskRow> page = inbox.page(pile, officer, filter, NOW, after, 7);
            page.rows().forEach(row -> ids.add(row.id()));
            after = page.next() == null ? null : Long.valueOf(page.next());
        } while (after != null);
        return ids;
    }

    @Test
    void pagesPutTogetherAreTheWholePileInItsOrder() {
        TaskWorld world = new TaskWorld(jdbc);
        long county = world.office("C", "COUNTY", null);
        long branch = world.office("B", "BRANCH", county);
        long li = world.officer("李", branch);
        desk(world, li, branch);
        desk(world, world.officer("王", branch), branch);
        given.subList(180, 360).clear();
        Comparator<Given> urgent = Comparator.comparing(Given::returned)
                .thenComparing(Given::priority)
                .reversed()
                .thenComparing(Given::due)
                .thenComparing(Given::id);
        Predicate<Given> open =
                g -> Set.of("ACCEPTED", "PROCESSING", "RETURNED").contains(g.state());
        assertThat(paged(Pile.ACCEPT, li, Filter.NONE))
                .isEqualTo(expected(g -> Set.of("DISPATCHED", "TRANSFERRED").contains(g.state()), urgent))
                .hasSize(40);
        assertThat(paged(Pile.OPEN, li, Filter.NONE))
                .isEqualTo(expected(open, urgent))
                .hasSize(60);
        assertThat(paged(Pile.OPEN, li, new Filter("HIGH", "RISK_REMIND", null, null)))
                .isEqualTo(expected(
                        open.and(g -> g.level().equals("HIGH") && g.type().equals("RISK_REMIND")), urgent))
                .isNotEmpty();
        assertThat(paged(Pile.OPEN, li, new Filter("", "", "OVERDUE", "乙")))
                .isEqualTo(expected(open.and(g -> g.late() && g.name().equals("乙店")), urgent))
                .isNotEmpty();
        assertThat(paged(Pile.OPEN, li, new Filter("", "", "SOON", "")))
                .isEqualTo(expected(open.and(Given::soon), urgent))
                .isNotEmpty();
        assertThat(paged(Pile.OPEN, li, new Filter("", "", "", "%")))
                .as("a sign of the pattern language is a letter")
                .isEmpty();
        assertThat(paged(Pile.WAITING, li, Filter.NONE))
                .isEqualTo(expected(
                        g -> Set.of("WAIT_TAXPAYER", "SUBMITTED", "SUSPENDED").contains(g.state()),
                        Comparator.comparing(Given::due).thenComparing(Given::id)));
        assertThat(paged(Pile.DONE, li, Filter.NONE))
                .isEqualTo(expected(
                        g -> g.closed() != null,
                        Comparator.comparing(Given::closed)
                                .thenComparing(Given::id)
                                .reversed()))
                .hasSize(20);
        assertThat(inbox.counts(li, NOW)).isEqualTo(new InboxQueries.Counts(40, 60, 60, 20, (int)
                given.stream().filter(Given::late).count()));
        world.as(li, branch, Set.of(Roles.SUPERVISOR), () -> {
            List<Long> mine = new ArrayList<>();
            MatterQueries.Filter filter = new MatterQueries.Filter("OPEN", li, null, "HIGH", "", branch, null, "甲");
            Slice<TaskRow> page = matters.list(filter, null, 5);
            while (page.next() != null) {
                page.rows().forEach(row -> mine.add(row.id()));
                page = matters.list(filter, Long.valueOf(page.next()), 5);
            }
            page.rows().forEach(row -> mine.add(row.id()));
            return assertThat(mine)
                    .isEqualTo(expected(
                            g -> g.closed() == null
                                    && g.level().equals("HIGH")
                                    && g.name().equals("甲厂"),
                            Comparator.comparing(Given::id).reversed()))
                    .isNotEmpty();
        });
    }
}
