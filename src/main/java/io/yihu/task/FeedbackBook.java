package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps feedbacks with the verdict on each. */
@Component
@RequiredArgsConstructor
class FeedbackBook {
    private static final TypeReference<Map<String, BigDecimal>> FACTS = new TypeReference<>() {};
    private static final Set<String> VIOLATION = Set.of("CONFIRMED", "PARTIAL", "TRANSFERRED", "NEW_PATTERN");
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FormDrafts drafts;

    /** A violation found by an audit is submitted with the pattern of it. */
    void check(Task task, Feedback feedback) {
        FeedbackPolicy.check(
                feedback,
                flags("select code, needs_reason from task.feedback_category"),
                new HashSet<>(jdbc.sql("select code from task.exclude_reason")
                        .query(String.class)
                        .list()),
                flags("select code, money from task.fact_kind"));
        if (drafts.untouched(feedback.text())) {
            throw Refusal.invalid("task.refused.draft");
        }
        if (task.getMatterType().equals("AUDIT")
                && VIOLATION.contains(feedback.category())
                && !jdbc.sql("select exists (select from task.audit_outcome where task_id = ?)")
                        .param(task.getId())
                        .query(Boolean.class)
                        .single()) {
            throw Refusal.conflict("task.refused.outcome.missing");
        }
    }

    void keep(Task task, Feedback feedback, Instant at) {
        jdbc.sql("""
                        insert into task.feedback (task_id, subject_id, category, reason_code, text, facts, officer_id, created_at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?::timestamptz)""")
                .params(
                        task.getId(),
                        task.getSubjectId(),
                        feedback.category(),
                        feedback.reasonCode(),
                        feedback.text(),
                        json.writeValueAsString(feedback.facts()),
                        CurrentActor.get().officerId(),
                        at.toString())
                .update();
    }

    /** The one waiting for a verdict. */
    Optional<Feedback> waiting(long taskId) {
        return jdbc.sql("""
                        select category, reason_code, text, facts::text from task.feedback
                        where task_id = ? and verdict is null order by id desc limit 1""")
                .param(taskId)
                .query((row, n) -> new Feedback(
                        row.getString(1), row.getString(2), row.getString(3), json.readValue(row.getString(4), FACTS)))
                .optional();
    }

    void judge(Task task, String verdict, String note, Instant at) {
        jdbc.sql("""
                        update task.feedback set verdict = ?, verdict_note = ?, verdict_by = ?, verdict_at = ?::timestamptz
                        where subject_id = ? and task_id = ? and verdict is null""")
                .params(verdict, note, CurrentActor.get().officerId(), at.toString(), task.getSubjectId(), task.getId())
                .update();
    }

    private Map<String, Boolean> flags(String sql) {
        Map<String, Boolean> flags = new HashMap<>();
        jdbc.sql(sql)
                .query((row, n) -> flags.put(row.getString(1), row.getBoolean(2)))
                .list();
        return flags;
    }
}
