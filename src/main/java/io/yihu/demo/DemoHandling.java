package io.yihu.demo;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchService;
import io.yihu.task.EvidenceService;
import io.yihu.task.TaskService;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Officers and supervisors at work between two nightly runs: every command goes through the task service, as its own person. */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoHandling {
    private static final String DONE = "demo.handled.";
    private static final int LANES = 2;

    private final JdbcClient jdbc;
    private final DatabaseMarker marker;
    private final TransactionOperations transactions;
    private final TaskService tasks;
    private final EvidenceService evidence;
    private final DispatchService dispatch;
    private final List<ActorDirectory> directories;
    private final DemoTruth truth;
    private final DemoClock clock;

    /**
     * A task as the plan sees it; times in UTC.
     *
     * @param key what it is in every seeding, whatever its number
     * @param place of the officer's ordinary tasks of that dispatch, from 0
     */
    record Open(
            long id,
            String key,
            String taxId,
            String matterType,
            String level,
            Instant dispatchedAt,
            Instant dueAt,
            String officeCode,
            String officer,
            String supervisor,
            Long companionId,
            int place) {}

    /** What someone does at some moment; the key orders what falls on the same moment and finds it again. */
    record Act(Instant at, String login, Runnable command, String key) {
        String mark() {
            return String.format("%013d %s", at.toEpochMilli(), key);
        }
    }

    /** Does what falls between the two mornings, with a dispatch of what still queues at the start of each week. */
    void work(LocalDate from, LocalDate until) {
        for (LocalDate week = from; week.isBefore(until); week = week.plusWeeks(1)) {
            LocalDate end = week.plusWeeks(1);
            if (!week.equals(from)) {
                Instant night =
                        week.atTime(DemoRuns.NIGHT).atZone(YihuClock.CHINA).toInstant();
                play("dispatch", List.of(new Act(night, null, dispatch::dispatch, "")));
            }
            week(week, end.isBefore(until) ? end : until);
        }
    }

    /**
     * Plans are the same each time they are made, so a week does exactly its own part of them. Each county plays its
     * own part in the order of time; counties share no task, so two of them play at once.
     */
    private void week(LocalDate from, LocalDate until) {
        Instant begin = from.atStartOfDay(YihuClock.CHINA).toInstant();
        Instant end = until.atStartOfDay(YihuClock.CHINA).toInstant();
        Map<String, String> conclusions = truth.conclusions();
        Map<String, List<Act>> parts = new TreeMap<>();
        for (Open task : open()) {
            if (!task.level().equals("HIGH") || !truth.leftOpen(task.taxId())) {
                List<Act> part = parts.computeIfAbsent(task.supervisor(), county -> new ArrayList<>());
                new HandlingPlan(tasks, evidence, task, conclusions.get(task.taxId()))
                        .acts().stream()
                                .filter(act ->
                                        !act.at().isBefore(begin) && act.at().isBefore(end))
                                .forEach(part::add);
            }
        }
        List<Callable<Integer>> counties = parts.entrySet().stream()
                .sorted(Comparator.comparing(part -> -part.getValue().size()))
                .<Callable<Integer>>map(part -> () -> play(part.getKey(), part.getValue()))
                .toList();
        log.info("Demo handling {}: {} acts", from, inLanes(counties));
    }

    private static int inLanes(List<Callable<Integer>> parts) {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            int sum = 0;
            for (Future<Integer> part : lanes.invokeAll(parts)) {
                sum += part.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private int play(String county, List<Act> acts) {
        String done = marker.read(DONE + county).orElse("");
        Map<String, Actor> actors = new HashMap<>();
        int played = 0;
        for (Act act : acts.stream()
                .filter(act -> act.mark().compareTo(done) > 0)
                .sorted(Comparator.comparing(Act::mark))
                .toList()) {
            Actor actor = act.login() == null ? Actor.SYSTEM : actors.computeIfAbsent(act.login(), this::actor);
            try {
                once(county, act, actor);
                played++;
            } catch (Refusal e) {
                log.warn("Refused at {} for {}: {}", act.at(), act.login(), e.getMessage());
            }
        }
        return played;
    }

    /** The act and the note that it is done are one transaction: a killed seeding repeats none and leaves none out. */
    private void once(String county, Act act, Actor actor) {
        clock.at(
                act.at(),
                () -> CurrentActor.as(actor, () -> {
                    transactions.executeWithoutResult(status -> {
                        jdbc.sql("set local synchronous_commit = off").update();
                        act.command().run();
                        marker.write(DONE + county, act.mark());
                    });
                    return null;
                }));
    }

    Actor actor(String login) {
        return directories.stream()
                .flatMap(directory -> directory.byLogin(login).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Open tasks with their officer, the supervisor of the county the taxpayer belongs to, and a colleague for checks on the spot. */
    private List<Open> open() {
        return jdbc.sql("""
                        with seen as (
                          select t.*, s.tax_id, concat_ws('-', s.tax_id, t.matter_type, t.source, extract(epoch from t.created_at)::bigint) as key
                          from task.v_task t join taxpayer.v_subject s on s.id = t.subject_id
                        ), placed as (
                          select t.*, (row_number() over (partition by t.officer_id, t.dispatched_at, t.level = 'HIGH' order by t.key) - 1)::int as place
                          from seen t)
                        select t.id, t.key, t.tax_id, t.matter_type, t.level, t.dispatched_at, t.due_at, fo.code as office_code, a.login as officer,
                          (select sa.login from organization.v_office o
                            join organization.v_officer so on so.office_id = o.parent_id
                            join organization.v_officer_post sp on sp.officer_id = so.id and sp.post_code = 'LEADER'
                            join organization.v_account sa on sa.officer_id = so.id
                            where o.id = t.office_id order by so.staff_no limit 1) as supervisor,
                          (select c.id from organization.v_officer c
                            where c.office_id = f.office_id and c.id <> f.id order by c.staff_no limit 1) as companion_id, t.place
                        from placed t
                        join organization.v_officer f on f.id = t.officer_id
                        join organization.v_office fo on fo.id = f.office_id
                        join organization.v_account a on a.officer_id = f.id
                        where t.closed_at is null and t.matter_type not in ('AUDIT', 'HALL_COACHING') order by t.key""").query(Open.class).list().stream()
                .filter(task -> task.supervisor() != null)
                .toList();
    }
}
