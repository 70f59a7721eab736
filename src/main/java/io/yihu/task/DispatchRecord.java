package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.task.DispatchPlan.Decision;
import io.yihu.task.DispatchPolicy.Candidate;
import io.yihu.task.DispatchPolicy.Officer;
import io.yihu.task.DispatchPolicy.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a dispatch so that it can be explained and computed again: the run, its officers, its candidates. */
@Component
@RequiredArgsConstructor
class DispatchRecord {
    private static final int CHUNK = 50_000;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    private record InputRow(
            long officer,
            String status,
            boolean away,
            boolean certified,
            int perDay,
            int capacity,
            int available,
            BigDecimal minutes,
            int count,
            int overdue,
            Map<String, Integer> skills,
            List<String> duties) {}

    private record Line(long subject, long task, Candidate candidate, Integer rank, boolean chosen) {}

    long begin(Instant at, String cause, int considered, int policyVersion) {
        return jdbc.sql("""
                        insert into task.dispatch_run (at, actor, cause, considered, dispatched, undispatched, millis, policy_version)
                        values (?::timestamptz, ?, ?, ?, 0, 0, 0, ?) returning id""")
                .params(at.toString(), CurrentActor.get().login(), cause, considered, policyVersion)
                .query(Long.class)
                .single();
    }

    void finish(long run, int considered, int dispatched, int repaired, int preempted, long millis) {
        jdbc.sql("""
                        update task.dispatch_run set dispatched = ?, undispatched = ?, repaired = ?, preempted = ?, millis = ?
                        where id = ?""")
                .params(dispatched, considered - dispatched, repaired, preempted, millis, run)
                .update();
    }

    /** Officers as they stood before the run. */
    void keepInputs(long run, List<Decision> decisions, DispatchWorld world) {
        List<InputRow> rows = DispatchPlan.weighed(decisions, world).stream()
                .map(DispatchRecord::row)
                .toList();
        jdbc.sql("""
                        insert into task.dispatch_input (run_id, officer_id, status, away, certified, minutes_per_day, capacity_pct,
                          available_minutes, open_minutes, open_count, overdue, skills, duties)
                        select ?, officer, status, away, certified, "perDay", capacity, available, minutes, count, overdue, skills,
                          array(select jsonb_array_elements_text(duties) order by 1)
                        from jsonb_to_recordset(?::jsonb) x (officer bigint, status text, away boolean, certified boolean,
                          "perDay" int, capacity int, available int, minutes numeric, count int, overdue int, skills jsonb,
                          duties jsonb)""").params(run, json.writeValueAsString(rows)).update();
    }

    private static InputRow row(Officer officer) {
        Profile p = officer.profile;
        return new InputRow(
                p.id(),
                p.status(),
                p.unavailable(),
                p.certified(),
                p.minutesPerDay(),
                p.capacityPct(),
                officer.available,
                BigDecimal.valueOf(p.openMinutes(), 2),
                p.openCount(),
                p.overdue(),
                p.skills(),
                List.copyOf(p.duties()));
    }

    /** Replaces what was kept of these tasks before. */
    void keepCandidates(long run, List<Decision> decisions) {
        jdbc.sql("delete from task.candidate where task_id = any (?)")
                .params((Object)
                        decisions.stream().map(each -> each.task().id()).toArray(Long[]::new))
                .update();
        List<Line> lines = new ArrayList<>();
        for (Decision decision : decisions) {
            addLines(lines, decision);
            if (lines.size() >= CHUNK) {
                insert(run, lines);
                lines.clear();
            }
        }
        insert(run, lines);
    }

    private static void addLines(List<Line> lines, Decision decision) {
        long subject = decision.task().subjectId();
        long task = decision.task().id();
        long chosen = decision.found() ? decision.chosen().officerId() : -1;
        int rank = 0;
        boolean seen = false;
        for (Candidate each : decision.ranked()) {
            boolean taken = each.officerId() == chosen;
            seen |= taken;
            Candidate shown = taken && each.excluded() != null ? decision.chosen() : each;
            lines.add(new Line(subject, task, shown, each.excluded() == null ? ++rank : null, taken));
        }
        if (decision.found() && !seen) {
            lines.add(new Line(subject, task, decision.chosen(), null, true));
        }
    }

    private void insert(long run, List<Line> lines) {
        jdbc.sql("""
                        insert into task.candidate (subject_id, task_id, officer_id, dispatch_run_id, grid_id, skill, open_minutes,
                          open_count, capacity_pct, available_minutes, saturation, continuity, score, tie_hash, excluded, rank, chosen)
                        select subject, task, officer, :run, grid, skill / 10000.0, minutes / 100.0, count, capacity, available,
                          saturation / 10000.0, case when knows then 1 else 0 end, score / 1000000.0, lpad(to_hex(hash), 16, '0'),
                          excluded, rank, chosen
                        from unnest(:subjects, :tasks, :officers, :grids, :skills, :minutes, :counts, :capacities, :available,
                          :saturations, :knows, :scores, :hashes, :excluded, :ranks, :chosen) x (subject, task, officer, grid, skill,
                          minutes, count, capacity, available, saturation, knows, score, hash, excluded, rank, chosen)""")
                .param("run", run)
                .param("subjects", lines.stream().map(Line::subject).toArray(Long[]::new))
                .param("tasks", lines.stream().map(Line::task).toArray(Long[]::new))
                .param("officers", of(lines, Candidate::officerId).toArray(Long[]::new))
                .param("grids", of(lines, c -> c.slot().gridId()).toArray(Long[]::new))
                .param("skills", of(lines, Candidate::skill).toArray(Integer[]::new))
                .param("minutes", of(lines, Candidate::openMinutes).toArray(Long[]::new))
                .param("counts", of(lines, Candidate::openCount).toArray(Integer[]::new))
                .param("capacities", of(lines, c -> profile(c).capacityPct()).toArray(Integer[]::new))
                .param("available", of(lines, c -> c.slot().officer().available).toArray(Integer[]::new))
                .param("saturations", of(lines, Candidate::saturation).toArray(Integer[]::new))
                .param("knows", of(lines, Candidate::knows).toArray(Boolean[]::new))
                .param("scores", of(lines, Candidate::score).toArray(Long[]::new))
                .param("hashes", of(lines, Candidate::tieHash).toArray(Long[]::new))
                .param("excluded", of(lines, Candidate::excluded).toArray(String[]::new))
                .param("ranks", lines.stream().map(Line::rank).toArray(Integer[]::new))
                .param("chosen", lines.stream().map(Line::chosen).toArray(Boolean[]::new))
                .update();
    }

    private static Profile profile(Candidate candidate) {
        return candidate.slot().officer().profile;
    }

    private static <T> java.util.stream.Stream<T> of(
            List<Line> lines, java.util.function.Function<Candidate, T> field) {
        return lines.stream().map(line -> field.apply(line.candidate()));
    }
}
