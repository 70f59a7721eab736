package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads questions of the express line for pages. */
@Component
@RequiredArgsConstructor
public class DemandQueries {
    private static final String ROW = """
            select d.id, d.subject_id, s.name as subject_name, coalesce(o.short_name, o.name) as office_name, d.push_id, d.topic, d.origin, d.state,
              d.task_id, f.name as officer_name, t.officer_id, d.opened_at, d.due_at, d.first_answer_at, d.closed_at, d.satisfaction, d.remark,
              (select m.text from guidance.demand_message m where m.demand_id = d.id order by m.id limit 1) as question
            from guidance.demand d join taxpayer.v_subject s on s.id = d.subject_id left join organization.v_office o on o.id = s.office_id
            left join task.v_task t on t.subject_id = d.subject_id and t.id = d.task_id left join organization.v_officer f on f.id = t.officer_id
            """;
    private static final String MINE = " (o.path like :scope or t.officer_id = :me) ";
    private final JdbcClient jdbc;

    /** A question in a list. */
    public record Row(
            long id,
            long subjectId,
            String subjectName,
            String officeName,
            Long pushId,
            String topic,
            String origin,
            String state,
            Long taskId,
            String officerName,
            Long officerId,
            Instant openedAt,
            Instant dueAt,
            Instant firstAnswerAt,
            Instant closedAt,
            Integer satisfaction,
            String remark,
            String question) {
        public boolean overdue(Instant now) {
            return state.equals("OPEN") && dueAt.isBefore(now);
        }
    }

    /** What was said. */
    public record Message(String side, String authorName, String text, Instant at) {}

    /** How a topic does: how many, how many open, answered in time, mean satisfaction of those who said. */
    public record Topic(
            String topic, long count, long open, long answered, long inTime, BigDecimal satisfaction, long rated) {}

    /** Newest first; {@code q} is a name or tax id, empty for all. */
    public List<Row> list(String state, String topic, String q, Long after, int limit) {
        return jdbc.sql(ROW + " where " + MINE + """
                         and (:state = '' or d.state = :state) and (:topic = '' or d.topic = :topic) and (:after = 0 or d.id < :after)
                         and (:q = '' or s.name like '%' || :q || '%' or s.tax_id = :q)
                        order by d.id desc limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .param("state", state == null ? "" : state)
                .param("topic", topic == null ? "" : topic)
                .param("q", q == null ? "" : q.strip())
                .param("after", after == null ? 0L : after)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    public List<Topic> topics() {
        return jdbc.sql("""
                        select d.topic, count(*) as count, count(*) filter (where d.state = 'OPEN') as open,
                          count(d.first_answer_at) as answered, count(*) filter (where d.first_answer_at <= d.due_at) as in_time,
                          round(avg(d.satisfaction), 1) as satisfaction, count(d.satisfaction) as rated
                        from guidance.demand d join taxpayer.v_subject s on s.id = d.subject_id left join organization.v_office o on o.id = s.office_id
                        left join task.v_task t on t.subject_id = d.subject_id and t.id = d.task_id
                        where """ + MINE + " group by d.topic order by count(*) desc, d.topic")
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .query(Topic.class)
                .list();
    }

    public Optional<Row> find(long id) {
        return jdbc.sql(ROW + " where d.id = :id and " + MINE)
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .query(Row.class)
                .optional();
    }

    /** Questions of one taxpayer, newest first; the caller has seen the link. */
    public List<Row> ofTaxpayer(long subjectId) {
        return jdbc.sql(ROW + " where d.subject_id = ? order by d.id desc limit 20")
                .param(subjectId)
                .query(Row.class)
                .list();
    }

    /** Questions that came with a message. */
    public List<Row> ofPush(long pushId) {
        return jdbc.sql(ROW + " where d.push_id = ? order by d.id")
                .param(pushId)
                .query(Row.class)
                .list();
    }

    List<Row> ofTask(long taskId) {
        return jdbc.sql(ROW + " where d.task_id = ?")
                .param(taskId)
                .query(Row.class)
                .list();
    }

    public List<Message> messages(long demandId) {
        return jdbc.sql(
                        "select side, author_name, text, at from guidance.demand_message where demand_id = ? order by id")
                .param(demandId)
                .query(Message.class)
                .list();
    }

    public static List<String> topicCodes() {
        return DemandBook.TOPICS;
    }

    private static long me() {
        Long me = CurrentActor.get().officerId();
        return me == null ? -1L : me;
    }
}
