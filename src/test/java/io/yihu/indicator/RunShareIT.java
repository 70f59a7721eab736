package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Several workers share a step; a killed one, a sleepy one and a failed unit do no harm. */
@YihuIT
class RunShareIT {
    @Autowired
    SharedWork work;

    @Autowired
    RunUnits units;

    @Autowired
    RunExecution execution;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    RunContext run;

    @BeforeEach
    void aRun() {
        jdbc.sql("truncate indicator.frame_value").update();
        long id = jdbc.sql("""
                        insert into indicator.run (as_of, period, state, started_by, created_at)
                        values ('2026-05-01', '2026-04-01', 'DONE', 't', now()) returning id""").query(Long.class).single();
        run = new RunContext(id, LocalDate.of(2026, 5, 1), LocalDate.of(2026, 4, 1));
    }

    @Test
    void twoWorkersDoEachUnitOnce() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier bothBusy = new CyclicBarrier(2);
        Step step = new Step(unit -> {
            if (threads.add(Thread.currentThread().getName())) {
                await(bothBusy);
            }
        });
        assertThat(work.lead(run, step, () -> false, done -> {})).isEqualTo(8);
        assertThat(threads).hasSize(2);
        assertThat(written()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(owners()).hasSize(2);
    }

    @Test
    void aKilledWorkersUnitIsTakenOverAndItsLateWriteIsRefused() {
        Step step = new Step(unit -> {});
        units.plan(run.runId(), step.code(), step.units(run));
        RunUnits.Claim dead = units.claim(run.runId(), step.code(), "dead").orElseThrow();
        leaseIsOver();
        work.lead(run, step, () -> false, done -> {});
        assertThat(written()).hasSize(8);
        assertThat(jdbc.sql("select fence from indicator.run_unit where run_id = ? and unit = ?")
                        .params(run.runId(), dead.unit())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        work.perform(run, step, dead);
        assertThat(written()).hasSize(8);
        assertThat(owners()).doesNotContain("dead");
    }

    @Test
    void aSlowWorkerThatStillHoldsItsUnitIsNotOvertaken() throws Exception {
        Step step = new Step(unit -> {});
        units.plan(run.runId(), step.code(), List.of("0"));
        RunUnits.Claim slow = units.claim(run.runId(), step.code(), "slow").orElseThrow();
        leaseIsOver();
        transaction.executeWithoutResult(status -> {
            assertThat(units.hold(slow)).isTrue();
            assertThat(inAnotherThread(
                            () -> units.claim(run.runId(), step.code(), "eager").isEmpty()))
                    .isTrue();
        });
        assertThat(units.claim(run.runId(), step.code(), "eager")).isPresent();
    }

    @Test
    void aFailedUnitFailsTheStepAndOnlyWhatIsMissingIsDoneAgain() {
        Set<String> bad = ConcurrentHashMap.newKeySet();
        bad.add("5");
        Step step = new Step(unit -> {
            if (bad.contains(unit)) {
                throw new IllegalStateException("no luck");
            }
        });
        assertThatThrownBy(() -> work.lead(run, step, () -> false, done -> {})).hasMessageContaining("1 units failed");
        assertThat(written()).doesNotContain(5L);
        jdbc.sql("update indicator.run_unit set owner = 'first' where state = 'DONE'")
                .update();
        bad.clear();
        work.lead(run, step, () -> false, done -> {});
        assertThat(written()).hasSize(8);
        assertThat(jdbc.sql("select owner <> 'first' from indicator.run_unit where run_id = ? and unit = '5'")
                        .param(run.runId())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(owners()).contains("first");
    }

    @Test
    void aStoppedStepKeepsWhatIsDone() {
        Step step = new Step(unit -> {});
        work.lead(run, step, () -> true, done -> {});
        assertThat(units.open(run.runId(), step.code()) || written().size() == 8)
                .isTrue();
        work.lead(run, step, () -> false, done -> {});
        assertThat(written()).hasSize(8);
    }

    @Test
    void valuesLostInACrashAreComputedAgain() {
        long id = execution.runNow(LocalDate.of(2026, 5, 1));
        jdbc.sql("update indicator.run set state = 'FAILED' where id = ?")
                .param(id)
                .update();
        jdbc.sql("update indicator.run_step set state = 'WAITING' where run_id = ? and step_order = 200")
                .param(id)
                .update();
        jdbc.sql("truncate indicator.run_mark").update();
        jdbc.sql("update indicator.run_unit set owner = 'before' where run_id = ?")
                .param(id)
                .update();
        execution.finishNow(id);
        assertThat(jdbc.sql(
                                "select count(*) from indicator.run_unit where run_id = ? and (owner = 'before' or state <> 'DONE') "
                                        + "and step in ('indicator.bases', 'indicator.frames', 'indicator.vectors')")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void leaseIsOver() {
        jdbc.sql("update indicator.run_unit set lease_until = now() - interval '1 hour' where state = 'RUNNING'")
                .update();
    }

    private List<Long> written() {
        return jdbc.sql("select subject_id from indicator.frame_value order by 1")
                .query(Long.class)
                .list();
    }

    private List<String> owners() {
        return jdbc.sql("select distinct owner from indicator.run_unit where run_id = ?")
                .param(run.runId())
                .query(String.class)
                .list();
    }

    private static boolean inAnotherThread(Callable<Boolean> work) {
        var thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdown();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Eight units, each leaving one row. */
    private final class Step implements SharedStep {
        private final Consumer<String> before;

        Step(Consumer<String> before) {
            this.before = before;
        }

        @Override
        public String code() {
            return "test.shared";
        }

        @Override
        public int order() {
            return 0;
        }

        @Override
        public List<String> units(RunContext run) {
            return List.of("0", "1", "2", "3", "4", "5", "6", "7");
        }

        @Override
        public long run(RunContext run, String unit) {
            before.accept(unit);
            return jdbc.sql(
                            "insert into indicator.frame_value (part, frame, subject_id, \"values\") values (0, 0, ?, '{}')")
                    .param(Long.parseLong(unit))
                    .update();
        }
    }
}
