package io.yihu.demo;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchService;
import io.yihu.task.TaskService;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String DONE = "demo.handled";

    private final JdbcClient jdbc;
    private final DatabaseMarker marker;
    private final TransactionOperations transactions;
    private final TaskService tasks;
    private final DispatchService dispatch;
    private final List<ActorDirectory> directories;
    private final DemoTruth truth;
    private final DemoClock clock;

    /** A task as the plan sees it; times in UTC. */
    record Open(
            long id,
            String taxId,
            String matterType,
            String level,
            Instant dispatchedAt,
            Instant dueAt,
            String officer,
            String supervisor,
            Long companionId) {}

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
            if (week.equals(from)) {
                week(week, end.isBefore(until) ? end : until);
            } else {
                Instant night =
                        week.atTime(DemoRuns.NIGHT).atZone(YihuClock.CHINA).toInstant();
                once(new Act(night, null, dispatch::dispatch, ""), Actor.SYSTEM);
                week(week, end.isBefore(until) ? end : until);
            }
        }
    }

    /** Plans are the same each time they are made, so a week does exactly its own part of them. */
    private void week(LocalDate from, LocalDate until) {
        Instant begin = from.atStartOfDay(YihuClock.CHINA).toInstant();
        Instant end = until.atStartOfDay(YihuClock.CHINA).toInstant();
        Map<String, String> conclusions = truth.conclusions();
        List<Act> acts = new ArrayList<>();
        for (Open task : open()) {
            if (!task.level().equals("HIGH") || !truth.leftOpen(task.taxId())) {
                acts.addAll(new HandlingPlan(tasks, task, conclusions.get(task.taxId())).acts());
            }
        }
        acts.removeIf(act -> act.at().isBefore(begin) || !act.at().isBefore(end));
        acts.sort(Comparator.comparing(Act::at).thenComparing(Act::key));
        Map<String, Actor> actors = new HashMap<>();
        int refused = 0;
        for (Act act : acts) {
            try {
                once(act, actors.computeIfAbsent(act.login(), this::actor));
            } catch (Refusal e) {
                refused++;
                log.debug("Refused at {} for {}: {}", act.at(), act.login(), e.getMessage());
            }
        }
        log.info("Demo handling {}: {} acts, {} refused", from, acts.size(), refused);
    }

    /** The act and the note that it is done are one transaction: a killed seeding repeats none and leaves none out. */
    private void once(Act act, Actor actor) {
        String done = marker.read(DONE).orElse("");
        if (act.mark().compareTo(done) <= 0) {
            return;
        }
        clock.at(
                act.at(),
                () -> CurrentActor.as(actor, () -> {
                    transactions.executeWithoutResult(status -> {
                        act.command().run();
                        marker.write(DONE, act.mark());
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
                        select t.id, s.tax_id, t.matter_type, t.level, t.dispatched_at, t.due_at, a.login as officer,
                          (select sa.login from organization.v_office o
                            join organization.v_officer so on so.office_id = o.parent_id
                            join organization.v_officer_post sp on sp.officer_id = so.id and sp.post_code = 'LEADER'
                            join organization.v_account sa on sa.officer_id = so.id
                            where o.id = t.office_id order by so.id limit 1) as supervisor,
                          (select c.id from organization.v_officer c
                            where c.office_id = f.office_id and c.id <> f.id order by c.id limit 1) as companion_id
                        from task.v_task t
                        join taxpayer.v_subject s on s.id = t.subject_id
                        join organization.v_officer f on f.id = t.officer_id
                        join organization.v_account a on a.officer_id = f.id
                        where t.closed_at is null order by t.id""").query(Open.class).list().stream()
                .filter(task -> task.supervisor() != null)
                .toList();
    }
}
